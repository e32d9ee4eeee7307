import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '#libs/config';
import { EphemeralState, type RequestLimiter } from '#libs/redis';
import { TooManyRequestsError } from '../../http/http.errors.js';
import { countLimited } from '../../http/http.metrics.js';
import { showLimits } from '../../http/requests/limit-requests.js';
import { CONFIG } from '../../tokens.js';
import type { LiveApiKey } from './api-keys.repository.js';

export const MAX_REQUESTS_PER_MINUTE = 6_000;
export const MAX_NOTES_PER_DAY = 1_000_000;
const NAME = 'api-key';
const WINDOW_SECONDS = 60;
/** Counts further than every key may, so that one limiter serves keys of different limits. */
const COUNTED = MAX_REQUESTS_PER_MINUTE + 1;

/** Limit on the requests of one key, chosen by its owner. */
@Injectable()
export class ApiKeyLimits {
  private readonly limiter: RequestLimiter | null;

  constructor(@Inject(CONFIG) { rateLimit }: Config, state: EphemeralState) {
    const limit = { name: NAME, amount: COUNTED, perSeconds: WINDOW_SECONDS };
    this.limiter = rateLimit.enabled ? state.fixedWindowLimiter(limit) : null;
  }

  /** @throws {TooManyRequestsError} */
  async count({ id, requestsPerMinute: amount }: LiveApiKey, reply: FastifyReply): Promise<void> {
    if (this.limiter === null || amount === null) return;
    const { usage } = await this.limiter.consume(id);
    const [{ remaining, resetSeconds } = { remaining: 0, resetSeconds: WINDOW_SECONDS }] = usage;
    const left = amount - (COUNTED - remaining);
    const limit = { name: NAME, amount, perSeconds: WINDOW_SECONDS };
    showLimits(reply, [limit], [{ name: NAME, remaining: Math.max(0, left), resetSeconds }]);
    if (left >= 0) return;
    countLimited('api_keys');
    throw new TooManyRequestsError(resetSeconds);
  }
}
