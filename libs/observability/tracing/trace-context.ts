import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { currentRequest, RequestContext, runIn } from './request-context.js';

/** Request and trace that a message belongs to. Both may be logged. */
export interface TraceContext {
  requestId: string | null;
  /** W3C trace context (https://www.w3.org/TR/trace-context/); null while tracing is off. */
  traceparent: string | null;
}

/** Returns the current context, to be stored with a message. */
export function currentTraceContext(): TraceContext {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return { requestId: currentRequest()?.requestId ?? null, traceparent: carrier['traceparent'] ?? null };
}

/** Runs work in a stored context, so that its log lines and spans belong to the original request. */
export function runInTraceContext<T>({ requestId, traceparent }: TraceContext, work: () => T): T {
  const carrier = traceparent === null ? {} : { traceparent };
  const traced = propagation.extract(ROOT_CONTEXT, carrier);
  return runIn(requestId === null ? traced : new RequestContext(requestId, traced), work);
}
