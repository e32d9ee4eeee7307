import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import { Outbox, type MailRequest } from '#libs/mail-outbox';
import type { Logger } from '#libs/observability';
import { stopTokenOf } from '../stop-token.js';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../../tokens.js';
import { NoticeRecipientsRepository } from '../notice-recipients.repository.js';
import { NoticeQueueRepository, type HappenedNotice } from './notice-queue.repository.js';

const POLL_MS = 2_000;
const SWEEP_MS = 600_000;
const BATCH = 50;
const LISTED_NOTICES = 20;
const DEADLINE_MS = 4 * 86_400_000;

/** Turns notices into mails. Any number of processes may run it; each notice becomes part of one mail. */
@Injectable()
export class NoticeSender implements OnModuleDestroy {
  private running: Promise<void> | null = null;
  private isStopped = false;
  private isFailing = false;

  constructor(
    private readonly queue: NoticeQueueRepository,
    private readonly recipients: NoticeRecipientsRepository,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Interval(POLL_MS)
  send(): Promise<void> {
    this.running ??= this.attempt(() => this.sendDue()).finally(() => (this.running = null));
    return this.running;
  }

  @Interval(SWEEP_MS)
  sweep(): Promise<void> {
    return this.attempt(() => this.recipients.sweep());
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn({ err: error }, 'notices not sent; will retry');
      this.isFailing = true;
    }
  }

  private async sendDue(): Promise<void> {
    while (!this.isStopped) {
      const due = await this.queue.findDue(BATCH);
      for (const recipientId of due) await this.mail(recipientId);
      if (due.length > 0) this.outbox.wake();
      if (due.length < BATCH) return;
    }
  }

  private async mail(recipientId: string): Promise<void> {
    await this.queue.transaction(async (tx) => {
      const due = await this.queue.take(tx, recipientId);
      if (due === null || due.email === null) return;
      const mail = this.mailOf(due.email, stopTokenOf(recipientId), due.notices);
      await this.outbox.add(tx, mail, new Date(this.clock() + DEADLINE_MS));
    });
  }

  private mailOf(receiver: string, stopToken: string, notices: HappenedNotice[]): MailRequest {
    const listed = notices.slice(0, LISTED_NOTICES).map(({ kind, createdAt, happenedAt }) => ({
      kind,
      created_at: createdAt.toISOString(),
      happened_at: happenedAt.toISOString(),
    }));
    const options = {
      notices: listed,
      more: notices.length - listed.length,
      stop_token: stopToken,
      stop_url: `${this.config.appUrl}/api/v1/notices/stop/${stopToken}`,
    };
    return { request_id: randomUUID(), receiver, template_name: 'note_notices', options };
  }
}
