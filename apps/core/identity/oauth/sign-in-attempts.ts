import { z } from 'zod';
import { hashToken } from '#libs/encryption';
import type { EphemeralStore } from '#libs/redis';
import type { ProviderChecks } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { newSecret } from './one-time/one-time-secret.js';

export const ATTEMPT_SECONDS = 600;

/** The browser in which a sign-in takes place, and the client address that it counts for. */
export interface SignInBrowser {
  key: string;
  client: string;
}

const attemptSchema = z.object({ nonce: z.string(), codeVerifier: z.string() });

/** One browser may have several: each is found by provider, browser and state alone, so that others are unaffected. */
export class SignInAttempts {
  constructor(private readonly store: EphemeralStore) {}

  async begin(providerId: string, { key, client }: SignInBrowser): Promise<ProviderChecks> {
    const state = newSecret();
    const secrets = { nonce: newSecret(), codeVerifier: newSecret() };
    const lifetime = { ttlSeconds: ATTEMPT_SECONDS, owner: client };
    await this.store.put(keyOf(providerId, key, state), JSON.stringify(secrets), lifetime);
    return { state, ...secrets };
  }

  async end(providerId: string, browserKey: string, states: string[]): Promise<ProviderChecks> {
    const [state = '', ...others] = states;
    const stored = others.length > 0 ? null : await this.store.take(keyOf(providerId, browserKey, state));
    if (stored === null) throw new OauthError('state', 'no such sign-in is under way in this browser');
    // Another release may have stored another form.
    const { data } = attemptSchema.safeParse(JSON.parse(stored));
    if (data === undefined) throw new OauthError('state', 'the sign-in began at another release');
    return { state, ...data };
  }
}

function keyOf(providerId: string, browserKey: string, state: string): string {
  return `oauth.attempt:${hashToken(JSON.stringify([providerId, browserKey, state])).toString('base64url')}`;
}
