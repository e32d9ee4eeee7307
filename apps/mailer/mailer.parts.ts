import type { MailerConfig } from '#libs/config';
import type { EventBus } from '#libs/event-bus';
import type { Logger } from '#libs/observability';
import type { MailSender } from './senders/mail-sender.js';

/** What the process gives the mailer, and closes after it. */
export interface MailerParts {
  config: Pick<MailerConfig, 'from' | 'frontendUrl' | 'encryptionKeys'>;
  logger: Logger;
  bus: EventBus;
  sender: MailSender;
}

/** Where Nest finds the process's `EventBus`. */
export const EVENT_BUS = Symbol('EVENT_BUS');
