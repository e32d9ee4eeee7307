export {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type Mark,
  type Marks,
  type NatsState,
  type Subject,
  type Subscription,
  type Verdict,
} from './event-bus.js';
export type { EventLogger } from './event-logger.js';
export { JetStreamEventBus, type JetStreamSettings } from './jetstream.event-bus.js';
export {
  mailReportSchema,
  mailRequestSchema,
  mailTemplates,
  sealedMailSchema,
  type MailReport,
  type MailRequest,
  type MailTemplate,
  type SealedMail,
} from './mail-events.js';
export { MemoryEventBus, type MemorySettings } from './memory.event-bus.js';
export { Outbox } from './outbox.js';
export { Relay, type RelaySettings } from './relay.js';
export { openSealedMail } from './sealed-mail.js';
