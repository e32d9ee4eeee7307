import { z } from 'zod';

const token = z.string().min(1);
const time = z.iso.datetime();

/** Templates and their options. Times are RFC 3339 in UTC. */
export const mailSchema = z.discriminatedUnion('template_name', [
  z.object({
    template_name: z.literal('email_verification'),
    options: z.object({ token, link_expires_at: time.optional() }),
  }),
  z.object({
    template_name: z.literal('reset_password'),
    options: z.object({ token, link_expires_at: time.optional() }),
  }),
  z.object({
    template_name: z.literal('confirm_email_change'),
    options: z.object({ token, email: z.string(), link_expires_at: time.optional() }),
  }),
  /** To the old address; the token stops the change. */
  z.object({
    template_name: z.literal('email_change_notice'),
    options: z.object({ token, new_email: z.string(), link_expires_at: time.optional() }),
  }),
  /** Sign-up with an address that has an account. */
  z.object({ template_name: z.literal('account_exists'), options: z.object({}) }),
  z.object({ template_name: z.literal('password_changed'), options: z.object({ changed_at: time }) }),
  z.object({
    template_name: z.literal('identity_linked'),
    options: z.object({ provider: z.string(), changed_at: time }),
  }),
  z.object({
    template_name: z.literal('identity_unlinked'),
    options: z.object({ provider: z.string(), changed_at: time }),
  }),
  z.object({
    template_name: z.literal('email_changed'),
    options: z.object({ changed_at: time, email: z.string().optional() }),
  }),
  z.object({
    template_name: z.literal('email_change_undone'),
    options: z.object({ changed_at: time, email: z.string() }),
  }),
  /** From the operator; the token sets the first password. */
  z.object({
    template_name: z.literal('invitation'),
    options: z.object({ token, link_expires_at: time.optional() }),
  }),
  /** To an address without an account; the token allows notices to it. */
  z.object({
    template_name: z.literal('notice_address'),
    options: z.object({ token, link_expires_at: time.optional() }),
  }),
  /** Names no note: labels are private, and mail is not encrypted end to end. */
  z.object({
    template_name: z.literal('note_notices'),
    options: z.object({
      notices: z
        .array(z.object({ kind: z.enum(['read', 'expired']), created_at: time, happened_at: time }))
        .min(1),
      more: z.number().int(),
      stop_token: token,
      stop_url: z.url(),
    }),
  }),
  z.object({ template_name: z.literal('account_deleted'), options: z.object({ deleted_at: time }) }),
]);

/** Plain mail request on `mailer.send`, accepted from any client. */
export const mailRequestSchema = z
  .object({
    request_id: z.string().min(1).max(128),
    receiver: z.string(),
    /** False if the server has no passwords of its own, so that no mail advises to set one. */
    password_sign_in: z.boolean().optional(),
  })
  .and(mailSchema);

export type MailTemplate = z.output<typeof mailSchema>['template_name'];
export const mailTemplates: readonly MailTemplate[] = mailSchema.options.map(
  ({ shape }) => shape.template_name.value,
);
export type MailRequest = z.output<typeof mailRequestSchema>;

/**
 * Mail that core publishes on `mailer.send`. The request is encrypted, since it contains a token and an address; the id is
 * the same in each publication.
 */
export const encryptedMailSchema = z.object({
  v: z.literal(1),
  id: z.uuid(),
  created_at: time.optional(),
  /** Time after which the mail is useless. */
  deadline: time,
  /** Key of MAIL_ENCRYPTION_KEYS; the ciphertext is a mail request in JSON, with the id as additional data. */
  key_id: z.string(),
  /** Fingerprint of the key in hex; decides, since different keys may have one id. */
  key_fingerprint: z.hex().optional(),
  sealed: z.base64(),
});
export type EncryptedMail = z.output<typeof encryptedMailSchema>;

/** Outcome that the mailer reports on `mailer.report`. */
export const mailReportSchema = z.object({
  v: z.literal(1),
  id: z.uuid(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sent') }),
    /** The mailer retries, not before this time. */
    z.object({ kind: z.literal('deferred'), until: time }),
    z.object({ kind: z.literal('dead'), reason: z.string().max(200) }),
  ]),
});
export type MailReport = z.output<typeof mailReportSchema>;
