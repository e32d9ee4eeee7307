import { context, createContextKey, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** What a request may wait for. `connection` is the part of `database` before a connection was free. */
export type Wait = 'database' | 'connection' | 'redis' | 'passwords' | 'provider';

/** What is known of the request that code runs for, however deep it lies and in whichever process. */
export class RequestContext {
  /** Sums in milliseconds; waits that lie beside each other all count. */
  readonly waitedMs: Record<Wait, number> = {
    database: 0,
    connection: 0,
    redis: 0,
    passwords: 0,
    provider: 0,
  };

  constructor(readonly requestId: string) {}
}

const REQUEST = createContextKey('onasty.request');

// It does nothing before the first request is followed.
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

/** The request that this code runs for; undefined for work that nobody asked for, such as sweeping. */
export function currentRequest(): RequestContext | undefined {
  const request = context.active().getValue(REQUEST);
  return request instanceof RequestContext ? request : undefined;
}

/** A context with this request in it. */
export function contextOf(request: RequestContext, within: Context): Context {
  return within.setValue(REQUEST, request);
}

const NOBODY_WAITS = (): void => undefined;

/**
 * Counts a wait of the request under way, if there is one.
 *
 * @returns ends the wait, from whatever context
 */
export function beginWait(wait: Wait): () => void {
  const request = currentRequest();
  if (request === undefined) return NOBODY_WAITS;
  const beganAt = performance.now();
  return () => void (request.waitedMs[wait] += performance.now() - beganAt);
}
