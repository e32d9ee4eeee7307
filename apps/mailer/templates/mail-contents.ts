import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { MailContent } from './mail-content.js';
import { noticesContent } from './notices-content.js';
import { lifetimeSentences, formatTime } from './link-lifetime.js';

export interface Context {
  frontendUrl: string;
  instanceName?: string | undefined;
  operatorEmail?: string | undefined;
  now: Date;
}

interface RequestContext extends Context {
  hasPasswords: boolean;
}

type Options = { [Name in MailTemplate]: Extract<MailRequest, { template_name: Name }>['options'] };
type Contents = { [Name in MailTemplate]: (options: Options[Name], context: RequestContext) => MailContent };
type RequestOf<Name extends MailTemplate> = {
  [Each in Name]: {
    template_name: Each;
    options: Options[Each];
    password_sign_in?: boolean | undefined;
  };
}[Name];

const NOT_YOU = "If you didn't request this, ignore this email.";

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
      `If it wasn't you, cancel the change. That also reverses a change already made and signs you out everywhere. ${context.hasPasswords ? 'Then set a new password.' : "Then sign in, and unlink services that you don't recognise."}`,
    ],
    action: { label: 'Cancel the change', url: linkTo(context, 'change-email/stop', token) },
    closing: lifetimeSentences(link_expires_at, context.now),
  }),
  account_exists: (_options, context) => ({
    subject: 'You already have an account',
    paragraphs: [
      'Someone, perhaps you, tried to create an Onasty account with this address or to move one to it. This address already has an account.',
      ...(context.hasPasswords
        ? ["If you've forgotten your password, you can reset it from the sign-in page."]
        : []),
    ],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: ["If that wasn't you, ignore this email. Your account hasn't changed."],
  }),
  password_changed: ({ changed_at }, context) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of your Onasty account was changed on ${formatTime(new Date(changed_at))}.`],
    action: { label: "It wasn't me", url: `${context.frontendUrl}/forgot-password` },
    closing: [
      'Other devices were signed out, and sign-in through services that were linked after your address was confirmed was removed.',
      "If it was you, there's nothing to do. If not, set a new password; that signs you out everywhere.",
    ],
  }),
  email_changed: ({ changed_at, email = 'this email address' }, context) => ({
    subject: 'Your email address has been changed',
    paragraphs: [`Your Onasty account has used ${email} since ${formatTime(new Date(changed_at))}.`],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: [
      "If it wasn't you, use the link in the email that the previous address got when the change was requested.",
    ],
  }),
  email_change_undone: ({ changed_at, email }, context) => ({
    subject: 'The change of your email address was cancelled',
    paragraphs: [
      `The change of your address was cancelled on ${formatTime(new Date(changed_at))}. Your Onasty account uses ${email} again.`,
      'Every device was signed out, and what was added to the account since the change was removed.',
    ],
    action: context.hasPasswords
      ? { label: 'Set a new password', url: `${context.frontendUrl}/forgot-password` }
      : { label: 'See your account', url: `${context.frontendUrl}/account` },
    closing: [
      context.hasPasswords
        ? "If you didn't request the change, set a new password now."
        : "If you didn't request the change, unlink services that you don't recognise now.",
    ],
  }),
  invitation: ({ token, link_expires_at }, context) => ({
    subject: "You're invited to Onasty",
    paragraphs: [
      'The operator of this server has created an account for you. Choose a password to start using it.',
    ],
    action: { label: 'Choose a password', url: linkTo(context, 'reset-password', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), NOT_YOU],
  }),
  identity_linked: ({ provider, changed_at }, context) => ({
    subject: 'A new way to sign in to your account',
    paragraphs: [
      `Since ${formatTime(new Date(changed_at))}, you can sign in to your Onasty account with ${provider}.`,
    ],
    action: { label: 'See your account', url: `${context.frontendUrl}/account` },
    closing: [
      `If that was you, there's nothing to do. If not, unlink ${provider} on the page of your account${context.hasPasswords ? ', then set a new password' : ''}.`,
    ],
  }),
  identity_unlinked: ({ provider, changed_at }, context) => ({
    subject: 'A way to sign in was removed',
    paragraphs: [
      `Since ${formatTime(new Date(changed_at))}, ${provider} no longer opens your Onasty account.`,
    ],
    action: { label: 'See your account', url: `${context.frontendUrl}/account` },
    closing: [
      context.hasPasswords
        ? "If that was you, there's nothing to do. If not, set a new password; that signs you out everywhere."
        : "If that was you, there's nothing to do. If not, sign out everywhere on the page of your account.",
    ],
  }),
  notice_address: ({ token, link_expires_at }, context) => ({
    subject: 'Confirm this address for notices',
    paragraphs: [
      'Someone, perhaps you, wants an email here when notes that they send with Onasty are read.',
      "Confirm only if that was you. The browser in which you entered this address can then use it for new notes; there's no need to open the link in that browser.",
    ],
    action: { label: 'Confirm address', url: linkTo(context, 'notices/confirm', token) },
    closing: [
      ...lifetimeSentences(link_expires_at, context.now),
      `${NOT_YOU} Without the confirmation, no notice comes to this address.`,
    ],
  }),
  note_notices: noticesContent,
  account_deleted: ({ deleted_at }) => ({
    subject: 'Your account has been deleted',
    paragraphs: [
      `Your Onasty account was deleted on ${formatTime(new Date(deleted_at))}, with its notes and sessions.`,
      "It can't be restored, not even by us. This is the last email about it.",
    ],
    closing: [],
  }),
};

export function contentOf<Name extends MailTemplate>(
  { template_name, options, password_sign_in }: RequestOf<Name>,
  context: Context,
): MailContent {
  return contents[template_name](options, { ...context, hasPasswords: password_sign_in ?? true });
}
