import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../../tokens.js';
import { SessionsRepository } from './sessions.repository.js';

const INTERVAL_MS = 600_000;
const BATCH = 500;

/** Forgets sessions that ended long ago. Safe on any number of replicas. */
@Injectable()
export class SessionsSweeper {
  constructor(
    private readonly repository: SessionsRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(INTERVAL_MS)
  async sweep(): Promise<void> {
    try {
      while ((await this.repository.sweep(BATCH)) === BATCH);
    } catch (error) {
      this.logger.warn({ err: error }, 'old sessions could not be swept');
    }
  }
}
