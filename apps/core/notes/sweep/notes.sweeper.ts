import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../../tokens.js';
import { SweepRepository } from './sweep.repository.js';
import { recordSweep, recordSweepEnd, observeSweepLag } from './sweep.metrics.js';

const EVERY_MS = 5_000;
const BATCH = 500;

/**
 * Erases the content of notes that expired or whose lease did, and deletes old tombstones. Any number of processes may
 * sweep at once: each skips the rows that another one has locked.
 */
@Injectable()
export class NotesSweeper {
  private running = false;

  constructor(
    private readonly repository: SweepRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    observeSweepLag(() => repository.lagSeconds());
  }

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (await this.sweepBatch());
      recordSweepEnd();
    } catch (error) {
      this.logger.warn({ err: error }, 'note sweep failed; will retry');
    } finally {
      this.running = false;
    }
  }

  /** Returns true if more notes may be due. */
  private async sweepBatch(): Promise<boolean> {
    const swept = await this.repository.sweep(BATCH);
    recordSweep(swept);
    const { read, expired, tombstones } = swept;
    if (read + expired + tombstones > 0)
      this.logger.debug({ erased: read + expired, forgotten: tombstones }, 'notes swept');
    return read + expired + tombstones >= BATCH;
  }
}
