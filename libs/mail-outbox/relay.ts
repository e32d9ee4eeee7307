import { EventEmitter, once } from 'node:events';
import { EventBusUnavailableError, type EventBus, type Subscription } from '#libs/event-bus';
import { runInTraceContext, silentLogger, type AppLogger } from '#libs/observability';
import { toEncryptedMail } from './encrypted-mail.js';
import { applyMailReport } from './mail-reports.js';
import { expired, published, publishErrors, redrives } from './outbox.metrics.js';
import type { DueRow, OutboxRepository } from './outbox.repository.js';
import type { Outbox } from './outbox.js';

const BATCH_SIZE = 50;
const POLL_MS = 1_000;
const CLEAN_EVERY_MS = 3_600_000;
const CONCURRENT_REPORTS = 4;
/** Random delay before a mail that the bus rejected is published again. */
const RETRY_MS = { min: 1_000, max: 5_000 };

export interface RelaySettings {
  repository: OutboxRepository;
  bus: EventBus;
  outbox: Outbox;
  logger?: AppLogger;
}

/**
 * Publishes the mails of the outbox and closes them as the mailer reports. Any number of relays may run on one database.
 *
 * Each mail is published at least once, and again whenever no report arrives for 5 minutes, until its deadline. Outages of
 * the database and the bus delay it only.
 */
export class Relay {
  private readonly logger: AppLogger;
  private readonly events = new EventEmitter();
  private isStopped = false;
  private isWoken = false;
  private isFailing = false;
  private cleanedAt = -Infinity;
  private running: Promise<void> | undefined;
  private reports: Subscription | undefined;
  private unsubscribe = (): void => undefined;

  constructor(private readonly settings: RelaySettings) {
    this.logger = settings.logger ?? silentLogger;
  }

  start(): void {
    const { bus, outbox, repository } = this.settings;
    this.unsubscribe = outbox.onWake(() => this.wake());
    this.reports = bus.consume('mailer.report', CONCURRENT_REPORTS, (data) =>
      applyMailReport(repository, this.logger, data),
    );
    this.running = this.run();
  }

  /** Stops publishing and resolves when mails in progress are published. Reports are still applied. */
  async stopPublishing(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    this.wake();
    await this.running;
  }

  /** Call it before closing the bus and the database. */
  async stop(): Promise<void> {
    await this.stopPublishing();
    await this.reports?.stop();
  }

  private wake(): void {
    this.isWoken = true;
    this.events.emit('wake');
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.isWoken = false;
      const hasMore = await this.tryRelay();
      if (!hasMore) await this.sleep();
    }
  }

  /** Logs the first of several failures in a row; the next poll retries. */
  private async tryRelay(): Promise<boolean> {
    try {
      const hasMore = await this.relay();
      if (this.isFailing) this.logger.info({}, 'outbox readable again');
      this.isFailing = false;
      return hasMore;
    } catch (error) {
      if (!this.isFailing) this.logger.error({ err: error }, 'cannot read outbox; retrying');
      this.isFailing = true;
      return false;
    }
  }

  /** Sleeps until the next poll or wake-up; not at all if woken while busy. */
  private async sleep(): Promise<void> {
    if (this.isWoken) return;
    await once(this.events, 'wake', { signal: AbortSignal.timeout(POLL_MS) }).catch(() => undefined);
  }

  private async relay(): Promise<boolean> {
    const { repository, bus } = this.settings;
    await this.expire();
    await this.cleanHourly();
    if (!bus.isConnected()) return false;
    const due = await repository.claim(BATCH_SIZE);
    const results = await Promise.allSettled(
      due.map((row) => runInTraceContext(row, () => this.publish(row))),
    );
    const failure = results.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
    const areAllPublished = results.every((result) => result.status === 'fulfilled' && result.value);
    return due.length === BATCH_SIZE && areAllPublished;
  }

  private async expire(): Promise<void> {
    for (const { id, ...traceContext } of await this.settings.repository.expire()) {
      const fields = { mail_id: id, reason: 'expired' };
      runInTraceContext(traceContext, () => this.logger.error(fields, 'mail dead-lettered'));
      expired.inc();
    }
  }

  private async cleanHourly(): Promise<void> {
    if (performance.now() - this.cleanedAt < CLEAN_EVERY_MS) return;
    await this.settings.repository.clean();
    this.cleanedAt = performance.now();
  }

  /** Returns false if the bus rejected the mail. */
  private async publish(row: DueRow): Promise<boolean> {
    const { repository, bus } = this.settings;
    try {
      await bus.publish('mailer.send', messageIdOf(row), eventOf(row));
    } catch (error) {
      if (!(error instanceof EventBusUnavailableError)) throw error;
      publishErrors.inc();
      await repository.postpone(row, RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min));
      return false;
    }
    published.inc();
    if (row.publishings > 0) redrives.inc();
    await repository.markPublished(row);
    return true;
  }
}

/**
 * Differs in each publication, since the bus drops an id that it has seen within two minutes. It stays the same if a relay
 * died before it recorded the publication, and the bus then drops the copy.
 */
function messageIdOf({ id, publishings }: DueRow): string {
  return `${id}.${publishings}`;
}

function eventOf({ id, payload, createdAt, deadline }: DueRow): Uint8Array {
  const mail = { ...toEncryptedMail(id, payload, deadline), created_at: createdAt.toISOString() };
  return Buffer.from(JSON.stringify(mail));
}
