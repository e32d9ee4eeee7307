import { context, createContextKey, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** Cause of a wait; `connection` is the part of `database` spent waiting for the pool. */
export type WaitCause = 'database' | 'connection' | 'redis' | 'passwords' | 'provider';

const REQUEST = createContextKey('onasty.request');

/** Ambient context of a request. Implements OpenTelemetry's Context, which saves seven objects per request. */
export class RequestContext implements Context {
  /** Sums in milliseconds; concurrent waits all count. */
  readonly waitedMs: Record<WaitCause, number> = {
    database: 0,
    connection: 0,
    redis: 0,
    passwords: 0,
    provider: 0,
  };

  constructor(
    readonly requestId: string,
    private readonly within: Context = ROOT_CONTEXT,
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

export function runIn<T>(within: Context, work: () => T): T {
  return contexts.with(within, work);
}

/** Returns undefined in background work. */
export function currentRequest(): RequestContext | undefined {
  const request = contexts.active().getValue(REQUEST);
  return request instanceof RequestContext ? request : undefined;
}

const NO_REQUEST = (): void => undefined;

/** Adds a wait to the current request, if any; returns a function that ends it in any context. */
export function startWait(wait: WaitCause): () => void {
  const request = currentRequest();
  if (request === undefined) return NO_REQUEST;
  const startedAt = performance.now();
  return () => void (request.waitedMs[wait] += performance.now() - startedAt);
}
