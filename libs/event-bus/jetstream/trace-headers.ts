import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { currentTraceContext, type TraceContext } from '#libs/observability';

const REQUEST_ID = 'X-Request-Id';
const TRACEPARENT = 'traceparent';
/** Format of our own ids: other publishers must not write arbitrary text to the logs. */
const WELL_FORMED = /^[A-Za-z0-9._-]{1,128}$/;

/** Headers that carry the current trace context. */
export function traceHeaders(): MsgHdrs {
  const { requestId, traceparent } = currentTraceContext();
  const carrier = headers();
  if (requestId !== null) carrier.set(REQUEST_ID, requestId);
  if (traceparent !== null) carrier.set(TRACEPARENT, traceparent);
  return carrier;
}

/** Trace context in which a message was published. */
export function traceContextOf(carrier: MsgHdrs | undefined): TraceContext {
  const wellFormed = (name: string) => {
    const value = carrier?.get(name) ?? '';
    return WELL_FORMED.test(value) ? value : null;
  };
  return { requestId: wellFormed(REQUEST_ID), traceparent: wellFormed(TRACEPARENT) };
}
