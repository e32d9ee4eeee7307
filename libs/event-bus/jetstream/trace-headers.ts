import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { currentTraceContext, type TraceContext } from '#libs/observability';

const REQUEST_ID = 'X-Request-Id';
const TRACEPARENT = 'traceparent';
/** As requests have them; others publish as well, and logs are not theirs to write. */
const WELL_FORMED = /^[A-Za-z0-9._-]{1,128}$/;

/** Tells in whose name a message is published. */
export function originHeaders(): MsgHdrs {
  const { requestId, traceparent } = currentTraceContext();
  const told = headers();
  if (requestId !== null) told.set(REQUEST_ID, requestId);
  if (traceparent !== null) told.set(TRACEPARENT, traceparent);
  return told;
}

/** In whose name a message was published. */
export function originOf(told: MsgHdrs | undefined): TraceContext {
  const wellFormed = (name: string) => {
    const value = told?.get(name) ?? '';
    return WELL_FORMED.test(value) ? value : null;
  };
  return { requestId: wellFormed(REQUEST_ID), traceparent: wellFormed(TRACEPARENT) };
}
