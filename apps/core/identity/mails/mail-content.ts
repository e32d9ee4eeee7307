import type { MailRequest, MailTemplate } from '#libs/mail-outbox';
import type { IssuedToken } from './mail-tokens.repository.js';

/** A mail with a link. `userId` is null if no account awaits the link. */
export type LinkMail =
  | { template: 'email_verification' | 'reset_password'; userId: string | null; receiver: string }
  | { template: 'confirm_email_change'; userId: string; receiver: string }
  | { template: 'email_change_notice'; userId: string; receiver: string; newEmail: string };

export type IdentityTemplate = 'identity_linked' | 'identity_unlinked';
export type NoticeTemplate = Exclude<MailTemplate, LinkMail['template'] | IdentityTemplate>;

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

export function noticeContent(template: NoticeTemplate, now: Date): MailContent {
  if (template === 'account_exists') return { template_name: template, options: {} };
  const time = now.toISOString();
  if (template === 'account_deleted') return { template_name: template, options: { deleted_at: time } };
  return { template_name: template, options: { changed_at: time } };
}
