import { z } from 'zod';
import { hashToken } from '#libs/encryption';
import type { EphemeralStore } from '#libs/redis';
import { OneTimeCodeError } from './oauth.errors.js';
import { isSame, newSecret } from './one-time-secret.js';

/** How long the web page may take to exchange the code. */
export const CODE_SECONDS = 60;

const keptSchema = z.object({ userId: z.string(), providerId: z.string(), browserKeyHash: z.string() });

/** Who signed in, and where. */
interface Identified {
  userId: string;
  providerId: string;
}

/** Codes that stand for a sign-in that worked, until the web page exchanges them for tokens. */
export class OneTimeCodes {
  constructor(private readonly store: EphemeralStore) {}

  /** @returns the code, and what the browser must send along with it */
  async issue(identified: Identified): Promise<{ code: string; browserKey: string }> {
    const [code, browserKey] = [newSecret(), newSecret()];
    const kept = { ...identified, browserKeyHash: hashToken(browserKey).toString('base64url') };
    await this.store.put(keyOf(code), JSON.stringify(kept), CODE_SECONDS);
    return { code, browserKey };
  }

  /**
   * Whose sign-in the code stands for. It is gone then, also when the browser is the wrong one.
   *
   * @throws {OneTimeCodeError}
   */
  async redeem(code: string, browserKey: string | null): Promise<Identified> {
    const kept = await this.store.take(keyOf(code));
    if (kept === null || browserKey === null) throw new OneTimeCodeError();
    // Another release may have kept it otherwise.
    const { data } = keptSchema.safeParse(JSON.parse(kept));
    if (data === undefined || !isSame(hashToken(browserKey).toString('base64url'), data.browserKeyHash))
      throw new OneTimeCodeError();
    const { userId, providerId } = data;
    return { userId, providerId };
  }
}

const keyOf = (code: string) => `oauth.code:${hashToken(code).toString('base64url')}`;
