export {
  mailReportSchema,
  mailRequestSchema,
  mailTemplates,
  encryptedMailSchema,
  type MailReport,
  type MailRequest,
  type MailTemplate,
  type EncryptedMail,
} from './mail-events.js';
export { Outbox } from './outbox.js';
export { Relay, type RelaySettings } from './relay.js';
export { decryptMail } from './encrypted-mail.js';
