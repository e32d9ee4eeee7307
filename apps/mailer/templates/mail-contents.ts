import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { MailContent } from './mail-content.js';
import { lifetimeSentences, formatTime } from './link-lifetime.js';

export interface Context {
  frontendUrl: string;
  now: Date;
}

type OptionsOf<Name extends MailTemplate> = Extract<MailRequest, { template_name: Name }>['options'];
type Contents = { [Name in MailTemplate]: (options: OptionsOf<Name>, context: Context) => MailContent };

const NOT_YOU = 'If that was not you, there is nothing to do: without the link nothing happens.';

/** The token is in the fragment, which no server or proxy sees or logs. */
const linkTo = ({ frontendUrl }: Context, page: string, token: string) => `${frontendUrl}/${page}#t=${token}`;

const contents: Contents = {
  email_verification: ({ token, link_expires_at }, context) => ({
    subject: 'Confirm your address',
    paragraphs: [
      'An Onasty account was made with this address. Confirm that it is yours, and you can sign in.',
    ],
    action: { label: 'Confirm the address', url: linkTo(context, 'verify', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), NOT_YOU],
  }),
  reset_password: ({ token, link_expires_at }, context) => ({
    subject: 'Set a new password',
    paragraphs: [
      'Somebody asked for a new password for the Onasty account of this address.',
      'Setting one signs you out everywhere.',
    ],
    action: { label: 'Set a new password', url: linkTo(context, 'reset-password', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), `${NOT_YOU} Your password stays as it is.`],
  }),
  confirm_email_change: ({ token, email, link_expires_at }, context) => ({
    subject: 'Confirm your new address',
    paragraphs: [`An Onasty account is about to use ${email} from now on. Confirm it, and mail comes here.`],
    action: { label: 'Use this address', url: linkTo(context, 'change-email', token) },
    closing: [...lifetimeSentences(link_expires_at, context.now), NOT_YOU],
  }),
  email_change_notice: ({ token, new_email, link_expires_at }, context) => ({
    subject: 'Your address is about to change',
    paragraphs: [
      `Somebody who is signed in to your Onasty account asked to replace this address by ${new_email}.`,
      'If that was you, there is nothing to do here: the link to confirm it went to the new address.',
      'If it was not you, stop it. That also takes a change back that was made already, and ends every session. Set a new password then.',
    ],
    action: { label: 'Stop the change', url: linkTo(context, 'change-email/stop', token) },
    closing: lifetimeSentences(link_expires_at, context.now),
  }),
  account_exists: (_options, context) => ({
    subject: 'You have an account already',
    paragraphs: [
      'Somebody, perhaps you, tried to make an Onasty account with this address, or to move one here. It has an account already.',
      'If you forgot the password, the page to sign in leads to a new one.',
    ],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: ['If that was not you, there is nothing to do: your account is as it was.'],
  }),
  password_changed: ({ changed_at }, context) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of your Onasty account was changed on ${formatTime(new Date(changed_at))}.`],
    action: { label: 'It was not me', url: `${context.frontendUrl}/forgot-password` },
    closing: ['If it was you, there is nothing to do. If not, set a new password: that ends every session.'],
  }),
  email_changed: ({ changed_at }, context) => ({
    subject: 'Your address was changed',
    paragraphs: [
      `Since ${formatTime(new Date(changed_at))} mail of your Onasty account comes to this address.`,
    ],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: [],
  }),
  account_deleted: ({ deleted_at }) => ({
    subject: 'Your account is deleted',
    paragraphs: [
      `Your Onasty account was deleted on ${formatTime(new Date(deleted_at))}, with its notes and sessions.`,
      'Nobody can bring it back, we included. This is the last mail about it.',
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
    case 'account_deleted':
      return contents.account_deleted(request.options, context);
    default:
      return unknownTemplate(request);
  }
}

function unknownTemplate(request: never): never {
  throw new TypeError(`unknown mail template: ${JSON.stringify(request)}`);
}
