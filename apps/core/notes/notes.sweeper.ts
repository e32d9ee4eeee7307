import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../config.provider.js';
import { StoredNotesRepository } from './stored-notes.repository.js';
import { countSwept, markSwept, showLag } from './sweeper.metrics.js';

const EVERY_MS = 5_000;
const BATCH = 500;

/**
 * Erases the content of notes that expired unread or whose reader never said that it arrived, and forgets tombstones.
 * Any number of processes may sweep at once: each skips the rows that another one holds.
 */
@Injectable()
export class NotesSweeper {
  private running = false;

  constructor(
    private readonly repository: StoredNotesRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    showLag(() => repository.sweepLag());
  }

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (await this.sweepBatch());
      markSwept();
    } catch (error) {
      this.logger.warn({ err: error }, 'sweeping notes failed, and is tried again');
    } finally {
      this.running = false;
    }
  }

  /** Whether there may be more. */
  private async sweepBatch(): Promise<boolean> {
    const swept = await this.repository.sweep(BATCH);
    countSwept(swept);
    const { read, expired, tombstones } = swept;
    if (read + expired + tombstones > 0)
      this.logger.debug({ erased: read + expired, forgotten: tombstones }, 'notes swept');
    return read + expired + tombstones >= BATCH;
  }
}
