import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { EphemeralState, type Quota } from '#libs/redis';
import { MAX_NOTES_PER_DAY } from '../../identity/api-keys/api-key-limits.js';
import { CONFIG } from '../../tokens.js';
import { countLimited } from '../../http/http.metrics.js';
import { DailyLimitError } from '../notes.errors.js';
import { chargedBytes } from './note-cost.js';
import { StorageUsage } from './storage-usage.js';

interface ApiKeyQuota {
  id: string;
  notesPerDay: number | null;
}

export type NoteSender =
  | { authorId: string; apiKey: ApiKeyQuota | null }
  | { authorId: null; client: string };

export interface NoteCost {
  notes: 0 | 1;
  bytes: number;
}

type Release = () => void | Promise<void>;

const DAY_SECONDS = 86_400;
/** Counts further than every API key may, so that one quota serves keys of different limits. */
const COUNTED_NOTES = MAX_NOTES_PER_DAY + 1;

/** Quota of a note that is about to be stored. Disposal returns it unless it was committed. */
export class QuotaReservation implements AsyncDisposable {
  private readonly releases: Release[] = [];

  onRelease(release: Release): void {
    this.releases.push(release);
  }

  commit(): void {
    this.releases.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const release of this.releases.splice(0)) await release();
  }
}

@Injectable()
export class NoteQuotas {
  private readonly dailyNotes: Quota | null;
  private readonly dailyBytes: Quota | null;
  private readonly dailyNotesOfKeys: Quota | null;
  private readonly limits: Config['notes'];

  constructor(
    private readonly usage: StorageUsage,
    @Inject(CONFIG) { notes, rateLimit }: Config,
    ephemeralState: EphemeralState,
  ) {
    this.limits = notes;
    const daily = (name: string, amount: number) =>
      rateLimit.enabled ? ephemeralState.quota({ name, amount, perSeconds: DAY_SECONDS }) : null;
    this.dailyNotes = daily('note-count', notes.dailyNotes);
    this.dailyBytes = daily('note-bytes', notes.dailyBytes);
    this.dailyNotesOfKeys = daily('api-key-notes', COUNTED_NOTES);
  }

  /** Disposal refunds the daily quota; the next measurement corrects the storage usage. @throws {QuotaExceededError} */
  async reserve(sender: NoteSender, cost: NoteCost): Promise<QuotaReservation> {
    const client = sender.authorId ?? sender.client;
    const bytes = chargedBytes(cost.bytes);
    const reservation = new QuotaReservation();
    try {
      if (sender.authorId !== null) await this.reserveNotesOfKey(reservation, sender.apiKey, cost.notes);
      await this.reserveNotes(reservation, client, cost.notes);
      await this.reserveBytes(reservation, client, bytes);
      await this.usage.reserve(sender.authorId, bytes);
      return reservation;
    } catch (error) {
      await reservation[Symbol.asyncDispose]();
      throw error;
    }
  }

  private async reserveNotes(reservation: QuotaReservation, client: string, notes: number): Promise<void> {
    const retryAfterSeconds = await reserveDaily(this.dailyNotes, reservation, client, notes);
    if (retryAfterSeconds === null) return;
    countLimited('note_count');
    throw new DailyLimitError({ maxNotes: this.limits.dailyNotes }, retryAfterSeconds);
  }

  private async reserveNotesOfKey(
    reservation: QuotaReservation,
    apiKey: ApiKeyQuota | null,
    notes: number,
  ): Promise<void> {
    const quota = this.dailyNotesOfKeys;
    if (quota === null || apiKey === null || apiKey.notesPerDay === null || notes === 0) return;
    const { allowed, usage, retryAfterSeconds } = await quota.reserve(apiKey.id, notes);
    if (allowed) reservation.onRelease(() => quota.release(apiKey.id, notes));
    const [{ remaining, resetSeconds } = { remaining: 0, resetSeconds: retryAfterSeconds }] = usage;
    if (COUNTED_NOTES - remaining <= apiKey.notesPerDay) return;
    countLimited('api_keys');
    throw new DailyLimitError({ maxNotes: apiKey.notesPerDay }, resetSeconds);
  }

  private async reserveBytes(reservation: QuotaReservation, client: string, bytes: number): Promise<void> {
    const retryAfterSeconds = await reserveDaily(this.dailyBytes, reservation, client, bytes);
    if (retryAfterSeconds === null) return;
    countLimited('note_bytes');
    throw new DailyLimitError({ maxBytes: this.limits.dailyBytes }, retryAfterSeconds);
  }
}

async function reserveDaily(
  quota: Quota | null,
  reservation: QuotaReservation,
  client: string,
  amount: number,
): Promise<number | null> {
  if (quota === null || amount === 0) return null;
  const result = await quota.reserve(client, amount);
  if (!result.allowed) return result.retryAfterSeconds;
  reservation.onRelease(() => quota.release(client, amount));
  return null;
}
