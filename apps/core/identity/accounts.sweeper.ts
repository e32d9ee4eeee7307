import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../tokens.js';
import { MailTokensRepository } from './mails/mail-tokens.repository.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';

const INTERVAL_MS = 600_000;

/** Forgets links that expired long ago, and wrong passwords of yesterday. */
@Injectable()
export class AccountsSweeper {
  constructor(
    private readonly tokens: MailTokensRepository,
    private readonly throttle: SignInThrottle,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(INTERVAL_MS)
  async sweep(): Promise<void> {
    try {
      await this.tokens.sweep();
      await this.throttle.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'old links could not be swept');
    }
  }
}
