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
export { runMailDead } from './commands/run-mail-dead.js';
export { decryptMail } from './encrypted-mail.js';
export { Outbox } from './outbox.js';
export { observeOutbox } from './outbox.metrics.js';
export { OutboxRepository } from './outbox.repository.js';
export { Relay, type RelaySettings } from './relay.js';
