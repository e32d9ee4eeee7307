import { headers } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { runInTraceContext } from '#libs/observability';
import { traceContextOf, traceHeaders } from './trace-headers.js';

describe('traceHeaders', () => {
  it('carry the id of the request', () => {
    const carried = runInTraceContext({ requestId: 'req-1', traceparent: null }, traceHeaders);
    expect(traceContextOf(carried)).toEqual({ requestId: 'req-1', traceparent: null });
  });

  it('carry nothing for background work', () => {
    expect(traceContextOf(traceHeaders())).toEqual({ requestId: null, traceparent: null });
    expect(traceContextOf(undefined)).toEqual({ requestId: null, traceparent: null });
  });
});

describe('traceContextOf', () => {
  it.each(['', 'a b', 'line\tbreak', 'x'.repeat(129), '{"a":1}', 'häppchen'])(
    'ignores "%s", which another publisher wrote',
    (value) => {
      const carrier = headers();
      carrier.set('X-Request-Id', value);
      carrier.set('traceparent', value);
      expect(traceContextOf(carrier)).toEqual({ requestId: null, traceparent: null });
    },
  );

  it('accepts a W3C trace context', () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const carrier = headers();
    carrier.set('traceparent', traceparent);
    expect(traceContextOf(carrier)).toEqual({ requestId: null, traceparent });
  });
});
