import { z } from 'zod';
import { hashToken } from '#libs/encryption';
import type { EphemeralStore } from '#libs/redis';
import { OneTimeCodeError } from '../oauth.errors.js';
import type { Identity } from '../providers/oauth-provider.js';
import type { SignInBrowser } from '../sign-in-attempts.js';
import { isSame, newSecret } from './one-time-secret.js';

export const CODE_SECONDS = 60;

const storedSchema = z.object({
  providerId: z.string(),
  identity: z.object({ authority: z.string(), subject: z.string() }),
  browserKeyHash: z.string(),
});

interface Identified {
  providerId: string;
  /** Not the account: the identity may be unlinked before the code is exchanged. */
  identity: Identity;
}

export class OneTimeCodes {
  constructor(private readonly store: EphemeralStore) {}

  async issue(identified: Identified, { key, client }: SignInBrowser): Promise<string> {
    const code = newSecret();
    const stored = { ...identified, browserKeyHash: hashToken(key).toString('base64url') };
    await this.store.put(keyOf(code), JSON.stringify(stored), { ttlSeconds: CODE_SECONDS, owner: client });
    return code;
  }

  /** Returns the sign-in of a code and deletes the code, even if the browser is another one. */
  async redeem(code: string, browserKey: string): Promise<Identified> {
    const stored = await this.store.take(keyOf(code));
    if (stored === null) throw new OneTimeCodeError();
    // Another release may have stored another form.
    const { data } = storedSchema.safeParse(JSON.parse(stored));
    if (data === undefined || !isSame(hashToken(browserKey).toString('base64url'), data.browserKeyHash))
      throw new OneTimeCodeError();
    const { providerId, identity } = data;
    return { providerId, identity };
  }
}

const keyOf = (code: string) => `oauth.code:${hashToken(code).toString('base64url')}`;
