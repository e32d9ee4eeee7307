import { ApiError, NetworkError } from './errors.js';
import type { NotesClient, ReadOptions } from './notes-client.js';
import type { OpenedNote } from './schema-types.js';
import { waitOrOnline } from './wait.js';

const firstDelaysMs = [200, 500, 1_000, 2_000];
const lastDelayMs = 4_000;
const passingStatuses = new Set([408, 500, 502, 503, 504]);

export interface Retry {
  /** 1 for the first try after the failure, and so on. */
  attempt: number;
  delayMs: number;
  error: ApiError | NetworkError;
}

export interface RetryOptions {
  /** `read_lease_seconds` of the instance in milliseconds; 60,000 if not given. */
  leaseMs?: number | undefined;
  onRetry?: ((retry: Retry) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Resolves after so long, or earlier when another try makes sense; rejects when the signal aborts. */
  wait?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Milliseconds of a clock that goes on while the device sleeps. */
  now?: (() => number) | undefined;
}

/**
 * Reads a note, and when the answer is lost on the way asks again with the same key after 0.2, 0.5, 1, 2, 4, 4 … s,
 * until the lease would be over. The server gives the note to this key alone, so a repeated read never
 * takes it from someone else. Repeats what may pass (no network, 408, 500, 502, 503, 504) and nothing else.
 *
 * @throws the last error when the lease is over. The same `readKey` may still be used for another press of the button:
 * a request that never reached the server has burnt nothing.
 */
export function readWithRetry(
  client: Pick<NotesClient, 'read'>,
  slug: string,
  options: ReadOptions & RetryOptions,
): Promise<OpenedNote> {
  const { password, readKey, signal } = options;
  return retrying(() => client.read(slug, { password, readKey, signal }), options);
}

/** Call it after the text was decrypted. Repeats as `readWithRetry` does; a repeated acknowledgement does no harm. */
export function acknowledgeWithRetry(
  client: Pick<NotesClient, 'acknowledge'>,
  slug: string,
  options: { readKey: string } & RetryOptions,
): Promise<void> {
  const { readKey, signal } = options;
  return retrying(() => client.acknowledge(slug, readKey, { signal }), options);
}

async function retrying<Value>(call: () => Promise<Value>, options: RetryOptions): Promise<Value> {
  const { leaseMs = 60_000, onRetry, signal, wait = waitOrOnline, now = Date.now } = options;
  const end = now() + leaseMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!mayPass(error)) throw error;
      const delayMs = delayAfter(error, attempt);
      if (now() + delayMs >= end) throw error;
      onRetry?.({ attempt, delayMs, error });
      await wait(delayMs, signal);
    }
  }
}

function mayPass(error: unknown): error is ApiError | NetworkError {
  return error instanceof NetworkError || (error instanceof ApiError && passingStatuses.has(error.status));
}

function delayAfter(error: ApiError | NetworkError, attempt: number): number {
  const askedMs = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return Math.max(firstDelaysMs[attempt - 1] ?? lastDelayMs, askedMs);
}
