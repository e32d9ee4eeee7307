import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { MailContent } from './mail-content.js';
import { lifetimeSentences, formatTime } from './link-lifetime.js';

export interface Context {
  frontendUrl: string;
  instanceName?: string | undefined;
  operatorEmail?: string | undefined;
  now: Date;
}

type OptionsOf<Name extends MailTemplate> = Extract<MailRequest, { template_name: Name }>['options'];
type Contents = { [Name in MailTemplate]: (options: OptionsOf<Name>, context: Context) => MailContent };

const NOT_YOU = "If you didn't ask for this, ignore this email.";

/** The token is in the fragment, which no server or proxy sees or logs. */
const linkTo = ({ frontendUrl }: Context, page: string, token: string) => `${frontendUrl}/${page}#t=${token}`;

const contents: Contents = {
  email_verification: ({ token, link_expires_at }, context) => ({
    subject: 'Confirm your email address',
    paragraphs: ['Confirm your email address to finish creating your Onasty account.'],
    action: { label: 'Confirm address', url: linkTo(context, 'verify', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), NOT_YOU],
  }),
  reset_password: ({ token, link_expires_at }, context) => ({
    subject: 'Set a new password',
    paragraphs: [
      'Someone asked to reset the password of the Onasty account with this address.',
      'Setting a new password signs you out everywhere.',
    ],
    action: { label: 'Set a new password', url: linkTo(context, 'reset-password', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), `${NOT_YOU} Your password won't change.`],
  }),
  confirm_email_change: ({ token, email, link_expires_at }, context) => ({
    subject: 'Confirm your new address',
    paragraphs: [
      `Confirm that you want to use ${email} for your Onasty account. Account emails will then come here.`,
    ],
    action: { label: 'Use this address', url: linkTo(context, 'change-email', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), NOT_YOU],
  }),
  email_change_notice: ({ token, new_email, link_expires_at }, context) => ({
    subject: 'Your email address is about to change',
    paragraphs: [
      `Someone signed in to your Onasty account asked to change its email address to ${new_email}.`,
      "If that was you, there's nothing to do here: we've sent the confirmation link to the new address.",
      "If it wasn't you, cancel the change. That also reverses a change already made and signs you out everywhere. Then set a new password.",
    ],
    action: { label: 'Cancel the change', url: linkTo(context, 'change-email/stop', token) },
    closing: lifetimeSentences(link_expires_at, context.now),
  }),
  account_exists: (_options, context) => ({
    subject: 'You already have an account',
    paragraphs: [
      'Someone, perhaps you, tried to create an Onasty account with this address or to move one to it. This address already has an account.',
      "If you've forgotten your password, you can reset it from the sign-in page.",
    ],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: ["If that wasn't you, ignore this email. Your account hasn't changed."],
  }),
  password_changed: ({ changed_at }, context) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of your Onasty account was changed on ${formatTime(new Date(changed_at))}.`],
    action: { label: "It wasn't me", url: `${context.frontendUrl}/forgot-password` },
    closing: [
      "If it was you, there's nothing to do. If not, set a new password; that signs you out everywhere.",
    ],
  }),
  email_changed: ({ changed_at }, context) => ({
    subject: 'Your email address has been changed',
    paragraphs: [
      `Your Onasty account has used this email address since ${formatTime(new Date(changed_at))}.`,
    ],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: [],
  }),
  identity_linked: ({ provider, changed_at }, context) => ({
    subject: 'A new way to sign in to your account',
    paragraphs: [
      `Since ${formatTime(new Date(changed_at))}, you can sign in to your Onasty account with ${provider}.`,
    ],
    action: { label: 'See your account', url: `${context.frontendUrl}/account` },
    closing: [
      `If that was you, there's nothing to do. If not, unlink ${provider} on the page of your account, then set a new password.`,
    ],
  }),
  identity_unlinked: ({ provider, changed_at }, context) => ({
    subject: 'A way to sign in was removed',
    paragraphs: [
      `Since ${formatTime(new Date(changed_at))}, ${provider} no longer opens your Onasty account.`,
    ],
    action: { label: 'See your account', url: `${context.frontendUrl}/account` },
    closing: [
      "If that was you, there's nothing to do. If not, set a new password; that signs you out everywhere.",
    ],
  }),
  account_deleted: ({ deleted_at }) => ({
    subject: 'Your account has been deleted',
    paragraphs: [
      `Your Onasty account was deleted on ${formatTime(new Date(deleted_at))}, with its notes and sessions.`,
      "It can't be restored, not even by us. This is the last email about it.",
    ],
    closing: [],
  }),
};

export function contentOf(request: MailRequest, context: Context): MailContent {
  switch (request.template_name) {
    case 'email_verification':
      return contents.email_verification(request.options, context);
    case 'reset_password':
      return contents.reset_password(request.options, context);
    case 'confirm_email_change':
      return contents.confirm_email_change(request.options, context);
    case 'email_change_notice':
      return contents.email_change_notice(request.options, context);
    case 'account_exists':
      return contents.account_exists(request.options, context);
    case 'password_changed':
      return contents.password_changed(request.options, context);
    case 'email_changed':
      return contents.email_changed(request.options, context);
    case 'identity_linked':
      return contents.identity_linked(request.options, context);
    case 'identity_unlinked':
      return contents.identity_unlinked(request.options, context);
    case 'account_deleted':
      return contents.account_deleted(request.options, context);
    default:
      return unknownTemplate(request);
  }
}

function unknownTemplate(request: never): never {
  throw new TypeError(`unknown mail template: ${JSON.stringify(request)}`);
}
