import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import type { AppLogger } from '#libs/observability';
import { CONFIG, LOGGER } from '../../tokens.js';
import { observeStorageUsage } from '../notes.metrics.js';
import { StorageRepository } from './storage.repository.js';

const EVERY_MS = 10_000;
/** While there is no room, a note that was just read makes some. */
const WHEN_FULL_EVERY_MS = 1_000;
/** So much of it must be free before it is said that there is room again: at the limit notes come and go. */
const FREE_SHARE = 0.01;

/**
 * Whether there is room for another note: the content of all together has a limit, which ends before the disk does.
 * Each core knows what it added since it last looked, so that no note waits for another to be counted; together they may
 * pass the limit by what they take within ten seconds.
 */
@Injectable()
export class StorageUsage implements OnApplicationBootstrap {
  private storedBytes: number | null = null;
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;
  private isFull = false;
  readonly maxBytes: number;

  constructor(
    @Inject(StorageRepository) private readonly repository: Pick<StorageRepository, 'storedBytes'>,
    @Inject(CONFIG) config: { notes: Pick<Config['notes'], 'maxTotalBytes'> },
    @Inject(LOGGER) private readonly logger: AppLogger,
  ) {
    this.maxBytes = config.notes.maxTotalBytes;
    observeStorageUsage(this);
  }

  /** Nobody waits for it here: PostgreSQL may be away. */
  onApplicationBootstrap(): void {
    void this.look();
  }

  /** Null before the first look that succeeded. */
  get usedBytes(): number | null {
    return this.storedBytes;
  }

  /** Takes the room, if there is any. */
  async take(bytes: number): Promise<boolean> {
    if (!this.isKnownToFit(bytes) && this.isLookDue()) await this.look();
    // While nobody could look, PostgreSQL takes no note either.
    if (this.storedBytes === null) return true;
    if (!this.isKnownToFit(bytes)) {
      this.sayFull();
      return false;
    }
    this.storedBytes += bytes;
    return true;
  }

  @Interval(EVERY_MS)
  look(): Promise<void> {
    this.looking ??= this.measure().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private isKnownToFit(bytes: number): boolean {
    return this.storedBytes !== null && this.storedBytes + bytes <= this.maxBytes;
  }

  private isLookDue(): boolean {
    return performance.now() - this.lookedAt > WHEN_FULL_EVERY_MS;
  }

  private async measure(): Promise<void> {
    try {
      this.storedBytes = await this.repository.storedBytes();
      this.sayIfThereIsRoomAgain(this.storedBytes);
    } catch (error) {
      this.logger.warn({ err: error }, 'the room for notes is not known just now');
    } finally {
      this.lookedAt = performance.now();
    }
  }

  private sayFull(): void {
    if (this.isFull) return;
    this.isFull = true;
    const fields = { stored_bytes: this.storedBytes, max_bytes: this.maxBytes };
    this.logger.error(fields, 'notes are refused: with another one, NOTE_MAX_TOTAL_BYTES would be passed');
  }

  private sayIfThereIsRoomAgain(storedBytes: number): void {
    if (!this.isFull || storedBytes > this.maxBytes * (1 - FREE_SHARE)) return;
    this.isFull = false;
    this.logger.info(
      { stored_bytes: storedBytes, max_bytes: this.maxBytes },
      'there is room for notes again',
    );
  }
}
