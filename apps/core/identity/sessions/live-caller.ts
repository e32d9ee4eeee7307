import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js';
import type { Caller } from './current-user.js';
import { UnauthorizedError } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

/** Nothing is added to an account that changed hands while the request was under way. */
@Injectable()
export class LiveCaller {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly apiKeys: ApiKeysRepository,
  ) {}

  /** Locks the account until the end of the transaction. @throws {UnauthorizedError} if session or key has ended */
  async lock(tx: Transaction, { userId, sessionId, apiKey }: Caller): Promise<void> {
    await this.sessions.lockAccount(tx, userId);
    const isLive =
      sessionId === null
        ? apiKey !== null && (await this.apiKeys.isStored(tx, apiKey.id))
        : await this.sessions.isLiveWithin(tx, { userId, sessionId });
    if (!isLive) throw new UnauthorizedError();
  }
}
