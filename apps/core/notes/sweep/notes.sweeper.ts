import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { LOGGER } from '../../tokens.js';
import { recordEndedLeases, recordSweep } from './sweep.metrics.js';
import { SweepRepository } from './sweep.repository.js';

const EVERY_MS = 5_000;
const BATCH = 500;

/** Any number of processes may sweep at once: each skips the rows that another one has locked. */
@Injectable()
export class NotesSweeper {
  private isRunning = false;
  private isFailing = false;
  private finishedAtMs: number | null = null;

  constructor(
    private readonly repository: SweepRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get finishedAtSeconds(): number | null {
    return this.finishedAtMs === null ? null : this.finishedAtMs / 1_000;
  }

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      while (await this.endLeases());
      while (await this.sweepBatch());
      this.finishedAtMs = Date.now();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn({ err: error }, 'note sweep failed; will retry');
      this.isFailing = true;
    } finally {
      this.isRunning = false;
    }
  }

  private async endLeases(): Promise<boolean> {
    const leases = await this.repository.endLeases(BATCH);
    recordEndedLeases(leases);
    if (leases.ended > 0) this.logger.debug(leases, 'leases ended');
    return leases.ended >= BATCH;
  }

  private async sweepBatch(): Promise<boolean> {
    const result = await this.repository.sweep(BATCH);
    recordSweep(result);
    const { read, expired, tombstones } = result;
    if (read + expired + tombstones > 0)
      this.logger.debug({ erased: read + expired, forgotten: tombstones }, 'notes swept');
    return read + expired + tombstones >= BATCH;
  }
}
