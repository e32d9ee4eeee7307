export {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type Mark,
  type Marks,
  type Subject,
  type Subscription,
  type Verdict,
} from './event-bus.js';
export {
  mailReportSchema,
  mailRequestSchema,
  sealedMailSchema,
  type MailReport,
  type MailRequest,
  type MailTemplate,
  type SealedMail,
} from './mail-events.js';
export { Outbox } from './outbox.js';
