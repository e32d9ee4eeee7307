import { z } from 'zod';

const token = z.string().min(1);
const time = z.iso.datetime();

/** The mails that there are, and what each of them says. Times are RFC 3339 in UTC. */
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
  /** To the old address: somebody asked to replace it, and the token stops that. */
  z.object({
    template_name: z.literal('email_change_notice'),
    options: z.object({ token, new_email: z.string(), link_expires_at: time.optional() }),
  }),
  /** Somebody signed up with an address that has an account. */
  z.object({ template_name: z.literal('account_exists'), options: z.object({}) }),
  z.object({ template_name: z.literal('password_changed'), options: z.object({ changed_at: time }) }),
  z.object({ template_name: z.literal('email_changed'), options: z.object({ changed_at: time }) }),
  z.object({ template_name: z.literal('account_deleted'), options: z.object({ deleted_at: time }) }),
]);

/** A mail to send, as `mailer.send` takes it from anyone: the form of onasty. */
export const mailRequestSchema = z
  .object({ request_id: z.string().min(1).max(128), receiver: z.string() })
  .and(mailSchema);

export type MailTemplate = z.output<typeof mailSchema>['template_name'];
/** Every template that there is. */
export const mailTemplates: readonly MailTemplate[] = mailSchema.options.map(
  ({ shape }) => shape.template_name.value,
);
export type MailRequest = z.output<typeof mailRequestSchema>;

/**
 * A mail to send, as core publishes it on `mailer.send`: the request is encrypted, since it holds a token and an
 * address, and the id stays the same however often it is published.
 */
export const encryptedMailSchema = z.object({
  v: z.literal(1),
  id: z.uuid(),
  /** When the event was made. */
  created_at: time.optional(),
  /** After which the mail is of no use. */
  deadline: time,
  /** A mail request in JSON, encrypted with a key of MAIL_ENCRYPTION_KEYS, with the id as additional data. */
  key_id: z.string(),
  sealed: z.base64(),
});
export type EncryptedMail = z.output<typeof encryptedMailSchema>;

/** What the mailer says of a mail on `mailer.report`. */
export const mailReportSchema = z.object({
  v: z.literal(1),
  /** Of the sealed mail. */
  id: z.uuid(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sent') }),
    /** It will be tried again by itself, not before this time. */
    z.object({ kind: z.literal('deferred'), until: time }),
    z.object({ kind: z.literal('dead'), reason: z.string().max(200) }),
  ]),
});
export type MailReport = z.output<typeof mailReportSchema>;
