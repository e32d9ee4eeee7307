import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { AccountOfEpoch } from '../accounts.repository.js';
import type { IssuedToken } from './mail-tokens.repository.js';

interface Receiver {
  account: AccountOfEpoch | null;
  receiver: string;
}

export type LinkMail =
  | (Receiver & { template: 'email_verification' | 'reset_password' | 'invitation' })
  | (Receiver & { template: 'confirm_email_change'; sessionId: string })
  | (Receiver & { template: 'email_change_notice'; newEmail: string });

export type IdentityTemplate = 'identity_linked' | 'identity_unlinked';
export type NoticeTemplate = Exclude<
  MailTemplate,
  LinkMail['template'] | IdentityTemplate | 'notice_address' | 'note_notices'
>;

type ContentOf<Mail> = Mail extends MailRequest ? Pick<Mail, 'template_name' | 'options'> : never;
export type MailContent = ContentOf<MailRequest>;

export function linkContent(mail: LinkMail, { token, expiresAt }: IssuedToken): MailContent {
  const link = { token, link_expires_at: expiresAt.toISOString() };
  if (mail.template === 'confirm_email_change') {
    return { template_name: mail.template, options: { ...link, email: mail.receiver } };
  }
  if (mail.template === 'email_change_notice') {
    return { template_name: mail.template, options: { ...link, new_email: mail.newEmail } };
  }
  return { template_name: mail.template, options: link };
}

export function noticeContent(template: NoticeTemplate, now: Date, email: string): MailContent {
  if (template === 'account_exists') return { template_name: template, options: {} };
  const time = now.toISOString();
  if (template === 'account_deleted') return { template_name: template, options: { deleted_at: time } };
  if (template === 'password_changed') return { template_name: template, options: { changed_at: time } };
  return { template_name: template, options: { changed_at: time, email } };
}
