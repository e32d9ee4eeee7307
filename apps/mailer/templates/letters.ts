import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { Letter } from './letter.js';
import { lifeOf, timeOf } from './link-life.js';

export interface Context {
  /** Where links lead: an origin without a slash at its end. */
  frontendUrl: string;
  now: Date;
}

type OptionsOf<Name extends MailTemplate> = Extract<MailRequest, { template_name: Name }>['options'];
type Writers = { [Name in MailTemplate]: (options: OptionsOf<Name>, context: Context) => Letter };

const NOT_YOU = 'If that was not you, there is nothing to do: without the link nothing happens.';

/** The token is in the fragment, which browsers do not send: no server and no proxy on the way logs it. */
const linkTo = ({ frontendUrl }: Context, page: string, token: string) => `${frontendUrl}/${page}#t=${token}`;

/** One for each mail that there is. */
const writers: Writers = {
  email_verification: ({ token, link_expires_at }, context) => ({
    subject: 'Confirm your address',
    paragraphs: [
      'An Onasty account was made with this address. Confirm that it is yours, and you can sign in.',
    ],
    action: { label: 'Confirm the address', url: linkTo(context, 'verify', token) },
    closing: [...lifeOf(link_expires_at, context.now), NOT_YOU],
  }),
  reset_password: ({ token, link_expires_at }, context) => ({
    subject: 'Set a new password',
    paragraphs: [
      'Somebody asked for a new password for the Onasty account of this address.',
      'Setting one signs you out everywhere.',
    ],
    action: { label: 'Set a new password', url: linkTo(context, 'reset-password', token) },
    closing: [...lifeOf(link_expires_at, context.now), `${NOT_YOU} Your password stays as it is.`],
  }),
  confirm_email_change: ({ token, email, link_expires_at }, context) => ({
    subject: 'Confirm your new address',
    paragraphs: [`An Onasty account is about to use ${email} from now on. Confirm it, and mail comes here.`],
    action: { label: 'Use this address', url: linkTo(context, 'change-email', token) },
    closing: [...lifeOf(link_expires_at, context.now), NOT_YOU],
  }),
  email_change_notice: ({ token, new_email, link_expires_at }, context) => ({
    subject: 'Your address is about to change',
    paragraphs: [
      `Somebody who is signed in to your Onasty account asked to replace this address by ${new_email}.`,
      'If that was you, there is nothing to do here: the link to confirm it went to the new address.',
      'If it was not you, stop it. That also takes a change back that was made already, and ends every session. Set a new password then.',
    ],
    action: { label: 'Stop the change', url: linkTo(context, 'change-email/stop', token) },
    closing: lifeOf(link_expires_at, context.now),
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
    paragraphs: [`The password of your Onasty account was changed on ${timeOf(new Date(changed_at))}.`],
    action: { label: 'It was not me', url: `${context.frontendUrl}/forgot-password` },
    closing: ['If it was you, there is nothing to do. If not, set a new password: that ends every session.'],
  }),
  email_changed: ({ changed_at }, context) => ({
    subject: 'Your address was changed',
    paragraphs: [`Since ${timeOf(new Date(changed_at))} mail of your Onasty account comes to this address.`],
    action: { label: 'Sign in', url: `${context.frontendUrl}/sign-in` },
    closing: [],
  }),
  account_deleted: ({ deleted_at }) => ({
    subject: 'Your account is deleted',
    paragraphs: [
      `Your Onasty account was deleted on ${timeOf(new Date(deleted_at))}, with its notes and sessions.`,
      'Nobody can bring it back, we included. This is the last mail about it.',
    ],
    closing: [],
  }),
};

export function letterOf(request: MailRequest, context: Context): Letter {
  switch (request.template_name) {
    case 'email_verification':
      return writers.email_verification(request.options, context);
    case 'reset_password':
      return writers.reset_password(request.options, context);
    case 'confirm_email_change':
      return writers.confirm_email_change(request.options, context);
    case 'email_change_notice':
      return writers.email_change_notice(request.options, context);
    case 'account_exists':
      return writers.account_exists(request.options, context);
    case 'password_changed':
      return writers.password_changed(request.options, context);
    case 'email_changed':
      return writers.email_changed(request.options, context);
    case 'account_deleted':
      return writers.account_deleted(request.options, context);
    default:
      return refuse(request);
  }
}

function refuse(request: never): never {
  throw new TypeError(`there is no such mail: ${JSON.stringify(request)}`);
}
