import { join } from 'node:path';
import type { ObservedCircuitBreaker } from '#libs/circuit-breaker';
import { KeyRingCipher } from '#libs/encryption';
import type { MailerConfig } from '#libs/config';
import type { Database } from '#libs/database';
import { JetStreamEventBus, MemoryEventBus, type EventBus } from '#libs/event-bus';
import { Outbox, OutboxRepository, Relay } from '#libs/mail-outbox';
import type { Logger } from '#libs/observability';
import { createMailer, MailTransport, FileMailSender, SmtpMailSender } from '../mailer/create-mailer.js';
import type { ShutdownHooks } from '#libs/lifecycle';

export interface OpenedMail {
  outbox: Outbox;
  repository: OutboxRepository;
  bus: EventBus;
  /** Owner of the circuit breaker of the mail server. */
  smtp: ObservedCircuitBreaker;
  /** Where mails lie as files; null when a server sends them. */
  mailFolder: string | null;
}

/** The way of a mail from the outbox to its receiver, in this process as far as the configuration names nothing else. */
export async function openMail(
  config: MailerConfig,
  parts: { database: Database; dataFolder: string; logger: Logger; closers: ShutdownHooks },
): Promise<OpenedMail> {
  const { database, dataFolder, logger, closers } = parts;
  const mailFolder = config.smtpUrl === undefined ? join(dataFolder, 'mail') : null;
  const sender =
    config.smtpUrl === undefined
      ? new FileMailSender(join(dataFolder, 'mail'))
      : new SmtpMailSender(config.smtpUrl);
  const bus = openBus(config, logger);
  closers.add(() => bus.close(), 'event bus');
  const repository = new OutboxRepository(database);
  const outbox = new Outbox(repository, new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.encryptionKeys));
  const relay = new Relay({ repository, bus, outbox, logger });
  closers.add(() => relay.stop(), 'consumers');
  // Between the two ends of the relay, which hears what became of the last mails.
  const mailer = await createMailer({ config, logger, bus, sender });
  closers.add(() => mailer.close(), 'mails');
  closers.add(() => relay.stopPublishing(), 'relay');
  await relay.start();
  return { outbox, repository, bus, smtp: mailer.get(MailTransport), mailFolder };
}

function openBus({ natsUrl }: MailerConfig, logger: Logger): EventBus {
  if (natsUrl === undefined) return new MemoryEventBus({ logger });
  return JetStreamEventBus.connect({ url: natsUrl, name: 'standalone', logger });
}
