import { allowInsecureRequests, type Configuration } from 'openid-client';
import pTimeout from 'p-timeout';
import { withSpan } from '#libs/observability';
import { OauthError } from '../oauth.errors.js';

/** Nobody waits longer for one answer of a provider. */
export const PROVIDER_TIMEOUT_SECONDS = 5;

/** Nor for all of its answers together: ours has to be out before the connection of the browser counts as idle, after 10 s. */
const DEADLINE_MS = 8_000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What to run on a configuration: plain HTTP is for providers on this machine alone, such as those of tests. */
export function extensionsFor(address: URL): ((configuration: Configuration) => void)[] {
  return LOOPBACK.test(address.hostname) ? [allowInsecureRequests] : [];
}

/**
 * Whatever goes wrong while we talk to a provider is the provider's fault, and known by the code of the error: its
 * cause may hold codes, tokens and addresses.
 *
 * @throws {OauthError}
 */
export async function askingProvider<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await withSpan('provider', 'sign-in provider', () =>
      pTimeout(ask(), { milliseconds: DEADLINE_MS }),
    );
  } catch (error) {
    if (error instanceof OauthError) throw error;
    throw new OauthError('provider', reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
