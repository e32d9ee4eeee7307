import { EventEmitter, once } from 'node:events';
import type { Database } from '#libs/database';
import { runInTraceContext } from '#libs/observability';
import { EventBusUnavailableError, type EventBus, type Subscription } from '#libs/event-bus';
import { silentLogger, type AppLogger } from '#libs/observability';
import type { Outbox } from './outbox.js';
import { applyMailReport } from './relay/mail-reports.js';
import { expired, published, publishErrors, redrives, showBacklog } from './relay/outbox.metrics.js';
import { OutboxRepository, type DueRow } from './relay/outbox.repository.js';
import { toEncryptedMail } from './encrypted-mail.js';

const BATCH = 50;
const POLL_MS = 1_000;
const CLEAN_EVERY_MS = 3_600_000;
const REPORTS_AT_ONCE = 4;
/** A row that the bus did not take is tried again after so long. */
const RETRY_MS = { least: 1_000, most: 5_000 };

export interface RelaySettings {
  database: Database;
  bus: EventBus;
  outbox: Outbox;
  logger?: AppLogger;
}

/**
 * Publishes what waits in the outbox, and closes it as the mailer reports. Any number of relays work on one database.
 *
 * A row is published at least once, again whenever nobody reports for 5 minutes, and until its deadline. Neither the
 * database nor the bus being away ends it.
 */
export class Relay {
  private readonly rows: OutboxRepository;
  private readonly logger: AppLogger;
  private readonly events = new EventEmitter();
  private isStopped = false;
  private isWoken = false;
  private cleanedAt = -Infinity;
  private running: Promise<void> | undefined;
  private reports: Subscription | undefined;
  private stopListening = (): void => undefined;

  constructor(private readonly settings: RelaySettings) {
    this.rows = new OutboxRepository(settings.database);
    this.logger = settings.logger ?? silentLogger;
    showBacklog(() => this.rows.backlog());
  }

  async start(): Promise<void> {
    const { bus, outbox } = this.settings;
    this.stopListening = outbox.onWake(() => this.wake());
    this.reports = await bus.consume('mailer.report', REPORTS_AT_ONCE, (data) =>
      applyMailReport(this.rows, this.logger, data),
    );
    this.running = this.run();
  }

  /** Resolves when what it publishes is published. What becomes of mails is still heard. */
  async stopPublishing(): Promise<void> {
    this.isStopped = true;
    this.stopListening();
    this.wake();
    await this.running;
  }

  /** Resolves when what it does is done. To be called before the bus and the database are closed. */
  async stop(): Promise<void> {
    await this.stopPublishing();
    await this.reports?.stop();
  }

  private wake(): void {
    this.isWoken = true;
    this.events.emit('wake');
  }

  private async run(): Promise<void> {
    let isFailing = false;
    while (!this.isStopped) {
      this.isWoken = false;
      let isMore = false;
      try {
        isMore = await this.pass();
        if (isFailing) this.logger.info({}, 'mails leave the outbox again');
        isFailing = false;
      } catch (error) {
        if (!isFailing)
          this.logger.error({ err: error }, 'the outbox can not be asked, and mails wait in it; trying on');
        isFailing = true;
      }
      if (!isMore) await this.pause();
    }
  }

  /** Not longer than until somebody wakes it, also while it was busy. */
  private async pause(): Promise<void> {
    if (this.isWoken) return;
    await once(this.events, 'wake', { signal: AbortSignal.timeout(POLL_MS) }).catch(() => undefined);
  }

  /** @returns whether there may be more to do at once */
  private async pass(): Promise<boolean> {
    for (const { id, ...origin } of await this.rows.expire()) {
      const line = { mail_id: id, reason: 'expired' };
      runInTraceContext(origin, () => this.logger.error(line, 'a mail is given up'));
      expired.inc();
    }
    await this.cleanSometimes();
    if (!this.settings.bus.isConnected()) return false;
    const due = await this.rows.claim(BATCH);
    const outcomes = await Promise.allSettled(
      due.map((row) => runInTraceContext(row, () => this.publish(row))),
    );
    const fault = outcomes.find((outcome) => outcome.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
    return (
      due.length === BATCH && outcomes.every((outcome) => outcome.status === 'fulfilled' && outcome.value)
    );
  }

  /** @returns whether the bus took it */
  private async publish(row: DueRow): Promise<boolean> {
    const { id, payload, createdAt, deadline, publishings } = row;
    const mail = { ...toEncryptedMail(id, payload, deadline), created_at: createdAt.toISOString() };
    try {
      // Each publishing has an id of its own, since the bus drops what it had within two minutes. One that was not
      // noted, because its relay died, is the same publishing.
      await this.settings.bus.publish(
        'mailer.send',
        `${id}.${publishings}`,
        Buffer.from(JSON.stringify(mail)),
      );
    } catch (error) {
      if (!(error instanceof EventBusUnavailableError)) throw error;
      publishErrors.inc();
      await this.rows.postpone(row, RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
      return false;
    }
    published.inc();
    if (publishings > 0) redrives.inc();
    await this.rows.published(row);
    return true;
  }

  private async cleanSometimes(): Promise<void> {
    if (performance.now() - this.cleanedAt < CLEAN_EVERY_MS) return;
    await this.rows.clean();
    this.cleanedAt = performance.now();
  }
}
