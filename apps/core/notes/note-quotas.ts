import { Inject, Injectable } from '@nestjs/common';
import { EphemeralState, type Quota } from '#libs/redis';
import type { Config } from '#libs/config';
import { CONFIG } from '../config.provider.js';
import { countLimited } from '../http/http.metrics.js';
import type { PublicError } from '../http/public-error.js';
import { AccountRooms } from './account-rooms.js';
import { StorageUsage } from './storage-usage.js';
import { AccountFullError, DailyLimitError, NoRoomError } from './notes.errors.js';

/** The account that stores content, or the address that does so without one. */
export type NoteWriter = { authorId: string } | { authorId: null; address: string };

interface QuotaConfig {
  notes: Pick<Config['notes'], 'dailyBytes'>;
  rateLimit: Pick<Config['rateLimit'], 'enabled'>;
}

const DAY_SECONDS = 86_400;

/** How much content there may be: of one writer in a day, of one account at a time, and of everybody together. */
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

  /** Takes so much for this writer. Gives why not, and has then taken nothing of the day's. */
  async take(writer: NoteWriter, bytes: number): Promise<PublicError | null> {
    const verdict = await this.daily?.reserve(nameOf(writer), bytes);
    if (verdict?.allowed === false) {
      countLimited('note_bytes');
      return new DailyLimitError(this.config.notes.dailyBytes, verdict.retryAfterSeconds);
    }
    const refusal = await this.roomFor(writer, bytes);
    if (refusal !== null) await this.giveBack(writer, bytes);
    return refusal;
  }

  /** Stores what was taken. What is not stored after all, or fails to be, is given back to the day's. */
  async store<Result>(
    writer: NoteWriter,
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
      if (!wasStored) await this.giveBack(writer, bytes);
    }
  }

  private async giveBack(writer: NoteWriter, bytes: number): Promise<void> {
    await this.daily?.release(nameOf(writer), bytes);
  }

  private async roomFor({ authorId }: NoteWriter, bytes: number): Promise<PublicError | null> {
    if (authorId !== null && !(await this.accounts.take(authorId, bytes))) {
      return new AccountFullError(this.accounts.maxBytes);
    }
    return (await this.room.take(bytes)) ? null : new NoRoomError();
  }
}

const nameOf = (writer: NoteWriter) => writer.authorId ?? writer.address;
