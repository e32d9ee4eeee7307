import { Inject, Injectable } from '@nestjs/common';
import { EphemeralState, type Quota } from '#libs/redis';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { countLimited } from '../../http/http.metrics.js';
import type { AppError } from '../../app-error.js';
import { AccountRooms } from './account-rooms.js';
import { StorageUsage } from './storage-usage.js';
import { AccountFullError, DailyLimitError, StorageFullError } from '../notes.errors.js';

/** The account that stores content, or the address that does so without one. */
export type NoteSender = { authorId: string } | { authorId: null; client: string };

interface QuotaConfig {
  notes: Pick<Config['notes'], 'dailyBytes'>;
  rateLimit: Pick<Config['rateLimit'], 'enabled'>;
}

const DAY_SECONDS = 86_400;

/** How much content there may be: of one sender in a day, of one account at a time, and of everybody together. */
@Injectable()
export class NoteQuotas {
  private readonly daily: Quota | null;

  constructor(
    @Inject(AccountRooms) private readonly accounts: AccountRooms,
    @Inject(StorageUsage) private readonly room: StorageUsage,
    @Inject(CONFIG) private readonly config: QuotaConfig,
    @Inject(EphemeralState) cache: Pick<EphemeralState, 'quota'>,
  ) {
    const settings = { name: 'note-bytes', amount: config.notes.dailyBytes, perSeconds: DAY_SECONDS };
    this.daily = config.rateLimit.enabled ? cache.quota(settings) : null;
  }

  /** Takes so much for this sender. Gives why not, and has then taken nothing of the day's. */
  async take(sender: NoteSender, bytes: number): Promise<AppError | null> {
    const verdict = await this.daily?.reserve(nameOf(sender), bytes);
    if (verdict?.allowed === false) {
      countLimited('note_bytes');
      return new DailyLimitError(this.config.notes.dailyBytes, verdict.retryAfterSeconds);
    }
    const refusal = await this.roomFor(sender, bytes);
    if (refusal !== null) await this.giveBack(sender, bytes);
    return refusal;
  }

  /** Stores what was taken. What is not stored after all, or fails to be, is given back to the day's. */
  async store<Result>(
    sender: NoteSender,
    bytes: number,
    work: () => Promise<Result>,
    isStored: (result: Result) => boolean,
  ): Promise<Result> {
    let wasStored = false;
    try {
      const result = await work();
      wasStored = isStored(result);
      return result;
    } finally {
      if (!wasStored) await this.giveBack(sender, bytes);
    }
  }

  private async giveBack(sender: NoteSender, bytes: number): Promise<void> {
    await this.daily?.release(nameOf(sender), bytes);
  }

  private async roomFor({ authorId }: NoteSender, bytes: number): Promise<AppError | null> {
    if (authorId !== null && !(await this.accounts.take(authorId, bytes))) {
      return new AccountFullError(this.accounts.maxBytes);
    }
    return (await this.room.take(bytes)) ? null : new StorageFullError();
  }
}

const nameOf = (sender: NoteSender) => sender.authorId ?? sender.client;
