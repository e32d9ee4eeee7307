import { z } from 'zod';
import { hashToken } from '#libs/encryption';
import type { EphemeralStore } from '#libs/redis';
import type { ProviderChecks } from './providers/oauth-provider.js';
import { OauthError } from './oauth.errors.js';
import { isSame, newSecret } from './one-time/one-time-secret.js';

export const ATTEMPT_SECONDS = 600;

const attemptSchema = z.object({
  providerId: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
});

export class SignInAttempts {
  constructor(private readonly store: EphemeralStore) {}

  async begin(providerId: string): Promise<{ browserKey: string; checks: ProviderChecks }> {
    const browserKey = newSecret();
    const checks = { state: newSecret(), nonce: newSecret(), codeVerifier: newSecret() };
    await this.store.put(keyOf(browserKey), JSON.stringify({ providerId, ...checks }), ATTEMPT_SECONDS);
    return { browserKey, checks };
  }

  async end(providerId: string, browserKey: string | null, states: string[]): Promise<ProviderChecks> {
    const stored = browserKey === null ? null : await this.store.take(keyOf(browserKey));
    if (stored === null) throw new OauthError('state', 'no sign-in is under way in this browser');
    // Another release may have stored another form.
    const { data } = attemptSchema.safeParse(JSON.parse(stored));
    if (data === undefined) throw new OauthError('state', 'the sign-in began at another release');
    const { providerId: begunAt, ...checks } = data;
    if (begunAt !== providerId) throw new OauthError('state', 'the sign-in began at another provider');
    const [state, ...others] = states;
    if (state === undefined || others.length > 0 || !isSame(state, checks.state)) {
      throw new OauthError('state', 'the response belongs to another sign-in');
    }
    return checks;
  }
}

const keyOf = (browserKey: string) => `oauth.attempt:${hashToken(browserKey).toString('base64url')}`;
