import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { currentRequest, RequestContext, runIn } from './request-context.js';

/** Which request, and which step of which trace, a message was made for. Both may stand in logs. */
export interface TraceContext {
  requestId: string | null;
  /** W3C trace context; null while traces are off. https://www.w3.org/TR/trace-context/ */
  traceparent: string | null;
}

/** Where what is made now comes from, to go along with it. */
export function currentTraceContext(): TraceContext {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return { requestId: currentRequest()?.requestId ?? null, traceparent: carrier['traceparent'] ?? null };
}

/** Does the work in the name of what it comes from: its log lines and spans tell. */
export function runInTraceContext<T>({ requestId, traceparent }: TraceContext, work: () => T): T {
  const carrier = traceparent === null ? {} : { traceparent };
  const traced = propagation.extract(ROOT_CONTEXT, carrier);
  return runIn(requestId === null ? traced : new RequestContext(requestId, traced), work);
}
