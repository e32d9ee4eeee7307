import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach } from 'vitest';
import { Secret } from '#libs/config';
import { OauthError } from '../oauth.errors.js';
import type { OidcSettings } from '../providers/oidc-settings.js';
import { OidcProvider } from '../providers/oidc.provider.js';
import { QUIRKY_CLIENT, QuirkyOidcProvider, signingKey } from './quirky-oidc-provider.js';

const REDIRECT_URI = 'http://localhost:3000/api/v1/oauth/oidc/callback';
const SECRETS = [QUIRKY_CLIENT.clientSecret, 'ada@example.com', '"ada"'];

export const symmetricKey = {
  key: new TextEncoder().encode(QUIRKY_CLIENT.clientSecret),
  alg: 'HS256',
  jwk: {},
};

async function signingKeys() {
  return {
    RS256: await signingKey('RS256', 'rs'),
    PS256: await signingKey('PS256', 'ps'),
    ES256: await signingKey('ES256', 'es'),
    EdDSA: await signingKey('EdDSA', 'ed'),
    other: await signingKey('RS256', 'rs'),
    third: await signingKey('RS256', 'rs'),
  };
}

/** Runs a provider for the specs of a file. Quirks end with the test that sets them. */
export async function useQuirkyProvider() {
  const server = await QuirkyOidcProvider.start();
  const keys = await signingKeys();
  beforeEach(() => void (server.quirks = {}));
  afterAll(() => server.stop());

  function providerWith(changes: Partial<OidcSettings> = {}): OidcProvider {
    return new OidcProvider({
      id: 'oidc',
      name: 'The office',
      prefix: 'OIDC',
      issuer: server.url,
      clientId: QUIRKY_CLIENT.clientId,
      clientSecret: new Secret(QUIRKY_CLIENT.clientSecret),
      tokenAuthMethod: undefined,
      trustsEmail: false,
      hostedDomains: [],
      ...changes,
    });
  }

  async function signIn(provider = providerWith()) {
    const checks = { state: randomUUID(), nonce: randomUUID(), codeVerifier: 'v'.repeat(43) };
    const back = server.grant(await provider.authorizationUrl(REDIRECT_URI, checks));
    return provider.identify(back, checks);
  }

  return { server, keys, providerWith, signIn };
}

/** Returns the failure, whose words are logged and so must hold no secret. */
export async function failureOf(work: Promise<unknown>): Promise<OauthError> {
  const failure = await outcomeOf(work);
  if (!(failure instanceof OauthError)) throw new Error(`no failure: ${String(failure)}`);
  return failure;
}

export async function outcomeOf<T>(work: Promise<T>): Promise<T | OauthError> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    const said = JSON.stringify([error.message, error.mismatch]);
    if (SECRETS.some((secret) => said.includes(secret)))
      throw new Error(`a failure contains a secret: ${said}`, { cause: error });
    return error;
  }
}
