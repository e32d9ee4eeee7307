import type { MailRequest } from '#libs/mail-outbox';

const HOUR_MS = 3_600_000;

export function mailExamples(now: Date): MailRequest[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  const mail = { request_id: 'example', receiver: 'ada@example.com' };
  const token = 'N0tAT0kenButAsLongAsOne-N0tAT0kenButAsLong0';
  const at = now.toISOString();
  const read = { kind: 'read' as const, created_at: inHours(-30), happened_at: at };
  const expired = { kind: 'expired' as const, created_at: inHours(-168), happened_at: at };
  const noticesOf = (notices: (typeof read | typeof expired)[], more: number) => ({
    notices,
    more,
    stop_token: token,
    stop_url: `http://localhost:3000/api/v1/notices/stop/${token}`,
  });
  return [
    { ...mail, template_name: 'email_verification', options: { token, link_expires_at: inHours(24) } },
    { ...mail, template_name: 'reset_password', options: { token, link_expires_at: inHours(1) } },
    {
      ...mail,
      template_name: 'confirm_email_change',
      options: { token, email: 'ada@example.org', link_expires_at: inHours(24) },
    },
    {
      ...mail,
      template_name: 'email_change_notice',
      options: { token, new_email: 'ada@example.org', link_expires_at: inHours(48) },
    },
    { ...mail, template_name: 'account_exists', options: {} },
    { ...mail, template_name: 'password_changed', options: { changed_at: at } },
    { ...mail, template_name: 'identity_linked', options: { provider: 'Google', changed_at: at } },
    { ...mail, template_name: 'identity_unlinked', options: { provider: 'Google', changed_at: at } },
    { ...mail, template_name: 'email_changed', options: { changed_at: at, email: 'ada@example.org' } },
    { ...mail, template_name: 'email_change_undone', options: { changed_at: at, email: 'ada@example.com' } },
    { ...mail, template_name: 'invitation', options: { token, link_expires_at: inHours(24) } },
    { ...mail, template_name: 'notice_address', options: { token, link_expires_at: inHours(24) } },
    { ...mail, template_name: 'note_notices', options: noticesOf([read], 0) },
    { ...mail, template_name: 'note_notices', options: noticesOf([read, expired, read], 40) },
    { ...mail, template_name: 'account_deleted', options: { deleted_at: at } },
  ];
}
