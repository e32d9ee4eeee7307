import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { CONFIG, LOGGER } from '../config.provider.js';
import { showRoom } from './notes.metrics.js';
import { NotesRepository } from './notes.repository.js';

const EVERY_MS = 10_000;
/** While there is no room, a note that was just read makes some. */
const WHEN_FULL_EVERY_MS = 1_000;

/**
 * Whether there is room for another note: the content of all together has a limit, which ends before the disk does.
 * Each core knows what it added since it last looked, so that no note waits for another to be counted; together they may
 * pass the limit by what they take within ten seconds.
 */
@Injectable()
export class NoteRoom {
  private storedBytes = 0;
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;
  readonly maxBytes: number;

  constructor(
    private readonly repository: NotesRepository,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.maxBytes = config.notes.maxTotalBytes;
    showRoom(this);
  }

  /** Null before the first look. */
  get usedBytes(): number | null {
    return Number.isFinite(this.lookedAt) ? this.storedBytes : null;
  }

  /** Takes the room, if there is any. */
  async take(bytes: number): Promise<boolean> {
    const isDue = performance.now() - this.lookedAt > WHEN_FULL_EVERY_MS;
    if (!this.fits(bytes) && isDue) await this.look();
    if (!this.fits(bytes)) return false;
    this.storedBytes += bytes;
    return true;
  }

  @Interval(EVERY_MS)
  look(): Promise<void> {
    this.looking ??= this.measure().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private fits(bytes: number): boolean {
    return this.storedBytes + bytes <= this.maxBytes;
  }

  private async measure(): Promise<void> {
    try {
      this.storedBytes = await this.repository.storedBytes();
      this.lookedAt = performance.now();
      if (this.storedBytes < this.maxBytes) return;
      this.logger.error(
        { stored_bytes: this.storedBytes },
        'no note is taken: NOTE_MAX_TOTAL_BYTES is reached',
      );
    } catch (error) {
      this.logger.warn({ err: error }, 'the room for notes is not known just now');
    }
  }
}
