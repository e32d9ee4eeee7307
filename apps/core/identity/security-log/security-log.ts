import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { Logger } from '#libs/observability';
import type { PageCursor } from '../../http/paging/page-cursor.js';
import { LOGGER } from '../../tokens.js';
import { coarseNetwork, type AccountEvent } from './account-event.js';
import { AccountEventsRepository, type StoredEvent } from './account-events.repository.js';

export interface ActivityPage {
  events: StoredEvent[];
  next: PageCursor | null;
}

/** The security log: rows for the owner of the account, log lines for the operator. */
@Injectable()
export class SecurityLog {
  constructor(
    private readonly events: AccountEventsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stores the event in the transaction that causes it; null outside of any. */
  async record(tx: Transaction | null, event: AccountEvent): Promise<void> {
    await this.events.insert(tx, event);
    this.write(event);
  }

  /** Not awaited: response times must not reveal who has an account. */
  recordLater(event: AccountEvent): void {
    this.record(null, event).catch((error: unknown) =>
      this.logger.warn({ err: error, event: event.kind }, 'security event not stored'),
    );
  }

  async list(userId: string, after: PageCursor | null, limit: number): Promise<ActivityPage> {
    const found = await this.events.list(userId, after, limit + 1);
    const events = found.slice(0, limit);
    return { events, next: found.length > limit ? (events.at(-1) ?? null) : null };
  }

  private write({ userId, kind, client, sessionId, detail }: AccountEvent): void {
    const fields = {
      event: kind,
      account_id: userId,
      ...(sessionId !== undefined && { session_id: sessionId }),
      ...(client !== null && { browser: client.browser, network: coarseNetwork(client.network) }),
      ...(detail !== undefined && { detail }),
    };
    this.logger.info(fields, 'security event');
  }
}
