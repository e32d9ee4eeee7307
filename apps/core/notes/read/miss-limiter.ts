import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { EphemeralState, type FailureLimiter } from '#libs/redis';
import { TooManyRequestsError } from '../../http/http.errors.js';
import { countLimited } from '../../http/http.metrics.js';
import { CONFIG } from '../../tokens.js';
import { NoteNotFoundError, SealedNoteLockedError } from '../notes.errors.js';

const MISSES_PER_CLIENT = { name: 'note-misses', amount: 100, perSeconds: 600 };
const GUESS_WEIGHT = 10;

/** Limits how many slugs a client tries. Reads of notes that exist cost nothing. */
@Injectable()
export class MissLimiter {
  private readonly limiter: FailureLimiter | null;

  constructor(@Inject(CONFIG) config: Config, state: EphemeralState) {
    this.limiter = config.rateLimit.enabled ? state.failureLimiter(MISSES_PER_CLIENT) : null;
  }

  /** @throws {TooManyRequestsError} to a client over the limit, which does not learn whether the note exists */
  async limit<Found>(client: string, find: () => Promise<Found>): Promise<Found> {
    const result = this.limiter?.check(client);
    if (result?.allowed === false) {
      countLimited('note_misses');
      throw new TooManyRequestsError(result.retryAfterSeconds);
    }
    try {
      return await find();
    } catch (error) {
      const weight = weightOf(error);
      if (weight > 0) await this.limiter?.record(client, weight);
      throw error;
    }
  }
}

function weightOf(error: unknown): number {
  if (error instanceof SealedNoteLockedError) return GUESS_WEIGHT;
  return error instanceof NoteNotFoundError ? 1 : 0;
}
