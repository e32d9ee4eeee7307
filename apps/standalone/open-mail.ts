import { join } from 'node:path';
import type { ObservedCircuitBreaker } from '#libs/circuit-breaker';
import type { StandaloneConfig } from '#libs/config';
import type { Database } from '#libs/database';
import { KeyRingCipher } from '#libs/encryption';
import { JetStreamEventBus, MemoryEventBus, type EventBus } from '#libs/event-bus';
import type { ShutdownHooks } from '#libs/lifecycle';
import { Outbox, OutboxRepository, Relay } from '#libs/mail-outbox';
import type { Logger } from '#libs/observability';
import {
  createMailer,
  FileMailSender,
  MailTransport,
  reportMailServer,
  SmtpMailSender,
} from '../mailer/create-mailer.js';

type MailSettings = Pick<StandaloneConfig, 'mail' | 'natsUrl' | 'smtp'>;

interface MailDependencies {
  database: Database;
  dataFolder: string;
  logger: Logger;
  shutdownHooks: ShutdownHooks;
}

export interface OpenedMail {
  outbox: Outbox;
  repository: OutboxRepository;
  bus: EventBus;
  smtp: ObservedCircuitBreaker;
  mailFolder: string | null;
}

export async function openMail(
  { mail, natsUrl, smtp: { url: smtpUrl, ...smtpSettings } }: MailSettings,
  { database, dataFolder, logger, shutdownHooks }: MailDependencies,
): Promise<OpenedMail> {
  const mailFolder = join(dataFolder, 'mail');
  const smtpSender = smtpUrl && new SmtpMailSender({ ...smtpSettings, url: smtpUrl });
  if (smtpSender !== undefined) void reportMailServer(smtpSender, logger);
  const sender = smtpSender ?? new FileMailSender(mailFolder);
  const bus = openBus(natsUrl, logger);
  shutdownHooks.add(() => bus.close(), 'event bus');
  const repository = new OutboxRepository(database);
  const outbox = new Outbox(repository, new KeyRingCipher('MAIL_ENCRYPTION_KEYS', mail.encryptionKeys));
  const relay = new Relay({ repository, bus, outbox, logger });
  shutdownHooks.add(() => relay.stop(), 'consumers');
  // Closes after the relay has stopped publishing, and before it stops consuming the reports of the last mails.
  const mailer = await createMailer({ config: mail, logger, bus, sender });
  shutdownHooks.add(() => mailer.close(), 'mails');
  shutdownHooks.add(() => relay.stopPublishing(), 'relay');
  relay.start();
  const smtp = mailer.get(MailTransport);
  return { outbox, repository, bus, smtp, mailFolder: smtpUrl === undefined ? mailFolder : null };
}

function openBus(url: StandaloneConfig['natsUrl'], logger: Logger): EventBus {
  if (url === undefined) return new MemoryEventBus({ logger });
  return JetStreamEventBus.connect({ url, name: 'standalone', logger });
}
