import { context, createContextKey, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** What a request may wait for. `connection` is the part of `database` before a connection was free. */
export type WaitCause = 'database' | 'connection' | 'redis' | 'passwords' | 'provider';

const REQUEST = createContextKey('onasty.request');

/**
 * What is known of the request that code runs for, however deep it lies and in whichever process. It is a context of
 * OpenTelemetry itself, since one that only holds it is made of seven objects more, for each request.
 */
export class RequestContext implements Context {
  /** Sums in milliseconds; waits that lie beside each other all count. */
  readonly waitedMs: Record<WaitCause, number> = {
    database: 0,
    connection: 0,
    redis: 0,
    passwords: 0,
    provider: 0,
  };

  constructor(
    readonly requestId: string,
    private readonly within: Context,
  ) {}

  getValue(key: symbol): unknown {
    return key === REQUEST ? this : this.within.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.within.setValue(REQUEST, this).setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.within.setValue(REQUEST, this).deleteValue(key);
  }
}

const contexts = new AsyncLocalStorageContextManager();
context.setGlobalContextManager(contexts);

/** Does the work, and whatever comes of it, in this context. Until that is asked for the first time, nothing is followed. */
export function runIn<T>(within: Context, work: () => T): T {
  return contexts.with(within, work);
}

/** The request that this code runs for; undefined for work that nobody asked for, such as sweeping. */
export function currentRequest(): RequestContext | undefined {
  const request = contexts.active().getValue(REQUEST);
  return request instanceof RequestContext ? request : undefined;
}

const NOBODY_WAITS = (): void => undefined;

/**
 * Counts a wait of the request under way, if there is one.
 *
 * @returns ends the wait, from whatever context
 */
export function startWait(wait: WaitCause): () => void {
  const request = currentRequest();
  if (request === undefined) return NOBODY_WAITS;
  const beganAt = performance.now();
  return () => void (request.waitedMs[wait] += performance.now() - beganAt);
}
