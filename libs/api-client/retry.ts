import { ApiError, NetworkError } from './http/errors.js';
import type { NotesClient, ReadOptions } from './notes-client.js';
import type { OpenedNote } from './schema-types.js';
import { waitOrOnline } from './http/wait.js';

const firstDelaysMs = [200, 500, 1_000, 2_000];
const lastDelayMs = 4_000;
const transientStatuses = new Set([408, 500, 502, 503, 504]);

export interface Retry {
  /** 1 for the first retry. */
  attempt: number;
  delayMs: number;
  error: ApiError | NetworkError;
}

export interface RetryOptions {
  /** Read lease of the instance; 60,000 by default. Read before each retry, so that a getter may learn it late. */
  leaseMs?: number | undefined;
  onRetry?: ((retry: Retry) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Resolves after the delay, or earlier if a retry may succeed. Rejects when the signal aborts. */
  wait?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Clock in milliseconds that advances while the device sleeps. */
  now?: (() => number) | undefined;
}

/**
 * Reads a note. After a lost response it retries with the same key after 0.2, 0.5, 1, 2, 4, 4 … s until the lease
 * expires; the server returns the note to this key alone. Retries network failures and the statuses 408, 500, 502, 503
 * and 504.
 *
 * @throws the last error. The same `readKey` may be used again: a request that was not received burnt nothing.
 */
export function readWithRetry(
  client: Pick<NotesClient, 'read'>,
  slug: string,
  options: ReadOptions & RetryOptions,
): Promise<OpenedNote> {
  const { password, linkProof, readKey, signal } = options;
  return retrying(() => client.read(slug, { password, linkProof, readKey, signal }), options);
}

/** Acknowledges a note after decryption. Retries like `readWithRetry`. */
export function acknowledgeWithRetry(
  client: Pick<NotesClient, 'acknowledge'>,
  slug: string,
  options: { readKey: string } & RetryOptions,
): Promise<void> {
  const { readKey, signal } = options;
  return retrying(() => client.acknowledge(slug, readKey, { signal }), options);
}

/** Repeats a call that may be repeated, like `readWithRetry`. */
export async function retrying<Value>(call: () => Promise<Value>, options: RetryOptions): Promise<Value> {
  const { onRetry, signal, wait = waitOrOnline, now = Date.now } = options;
  const start = now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      const delayMs = delayAfter(error, attempt);
      if (now() + delayMs >= start + (options.leaseMs ?? 60_000)) throw error;
      onRetry?.({ attempt, delayMs, error });
      await wait(delayMs, signal);
    }
  }
}

function isTransient(error: unknown): error is ApiError | NetworkError {
  return error instanceof NetworkError || (error instanceof ApiError && transientStatuses.has(error.status));
}

function delayAfter(error: ApiError | NetworkError, attempt: number): number {
  const requestedMs = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return Math.max(firstDelaysMs[attempt - 1] ?? lastDelayMs, requestedMs);
}
