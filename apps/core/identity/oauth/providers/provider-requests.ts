import { allowInsecureRequests, type Configuration } from 'openid-client';
import pTimeout from 'p-timeout';
import { withSpan } from '#libs/observability';
import { OauthError } from '../oauth.errors.js';

export const PROVIDER_TIMEOUT_SECONDS = 5;

/** Deadline of all requests of a step: the browser's connection counts as idle after 10 s. */
const DEADLINE_MS = 8_000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Allows plain HTTP for providers on loopback only, such as those of tests. */
export function extensionsFor(url: URL): ((configuration: Configuration) => void)[] {
  return LOOPBACK.test(url.hostname) ? [allowInsecureRequests] : [];
}

/** Passes on only the code of an error: its cause may contain codes, tokens and email addresses. */
export async function requestProvider<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await withSpan('provider', 'sign-in provider', () =>
      pTimeout(send(), { milliseconds: DEADLINE_MS }),
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
