import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { EphemeralState, type Quota } from '#libs/redis';
import { CONFIG } from '../../tokens.js';
import { countLimited } from '../../http/http.metrics.js';
import { DailyLimitError } from '../notes.errors.js';
import { StorageUsage } from './storage-usage.js';

export type NoteSender = { authorId: string } | { authorId: null; client: string };

const DAY_SECONDS = 86_400;

/** Quota of a note that is about to be stored. Disposal returns it unless it was committed. */
export class QuotaReservation implements AsyncDisposable {
  private isCommitted = false;

  constructor(private readonly release: () => Promise<void>) {}

  commit(): void {
    this.isCommitted = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isCommitted) await this.release();
  }
}

@Injectable()
export class NoteQuotas {
  private readonly daily: Quota | null;

  constructor(
    private readonly usage: StorageUsage,
    @Inject(CONFIG) private readonly config: Config,
    ephemeralState: EphemeralState,
  ) {
    const settings = { name: 'note-bytes', amount: config.notes.dailyBytes, perSeconds: DAY_SECONDS };
    this.daily = config.rateLimit.enabled ? ephemeralState.quota(settings) : null;
  }

  /** Disposal refunds the daily quota; the next measurement corrects the storage usage. @throws {QuotaExceededError} */
  async reserve(sender: NoteSender, bytes: number): Promise<QuotaReservation> {
    const key = sender.authorId ?? sender.client;
    const result = await this.daily?.reserve(key, bytes);
    if (result?.allowed === false) {
      countLimited('note_bytes');
      throw new DailyLimitError(this.config.notes.dailyBytes, result.retryAfterSeconds);
    }
    const release = async () => this.daily?.release(key, bytes);
    try {
      await this.usage.reserve(sender.authorId, bytes);
    } catch (error) {
      await release();
      throw error;
    }
    return new QuotaReservation(release);
  }
}
