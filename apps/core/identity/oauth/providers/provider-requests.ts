import { allowInsecureRequests, type Configuration } from 'openid-client';
import pTimeout from 'p-timeout';
import { withSpan } from '#libs/observability';
import { oauthErrorOf } from './provider-problems.js';

export const PROVIDER_TIMEOUT_SECONDS = 5;

/** Deadline of all requests of a step: the browser's connection counts as idle after 10 s. */
const DEADLINE_MS = 8_000;

/** Allows plain HTTP for a provider at such an address; the configuration admits it only where the network is private. */
export function extensionsFor({ protocol }: URL): ((configuration: Configuration) => void)[] {
  return protocol === 'http:' ? [allowInsecureRequests] : [];
}

export const stepDeadline = () => performance.now() + DEADLINE_MS;

export async function requestProvider<T>(
  prefix: string,
  send: () => Promise<T>,
  deadline = stepDeadline(),
): Promise<T> {
  try {
    return await withSpan('provider', 'sign-in provider', () =>
      pTimeout(send(), { milliseconds: Math.max(0, deadline - performance.now()) }),
    );
  } catch (error) {
    throw oauthErrorOf(error, prefix);
  }
}

export const withoutSlash = (url: string) => url.replace(/\/$/, '');
