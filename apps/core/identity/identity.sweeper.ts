import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../tokens.js';
import { AccountsRepository } from './accounts.repository.js';
import { MailTokensRepository } from './mails/mail-tokens.repository.js';
import { AccountEventsRepository } from './security-log/account-events.repository.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SignInFailuresRepository } from './sign-in/sign-in-failures.repository.js';

const INTERVAL_MS = 600_000;
const BATCH = 500;

@Injectable()
export class IdentitySweeper {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly failures: SignInFailuresRepository,
    private readonly events: AccountEventsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(INTERVAL_MS)
  async sweep(): Promise<void> {
    try {
      while ((await this.sessions.sweep(BATCH)) === BATCH);
      while ((await this.accounts.deleteExpired(BATCH)) === BATCH);
      await this.tokens.sweep();
      await this.failures.sweep();
      await this.events.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'sweep of sessions and links failed; will retry');
    }
  }
}
