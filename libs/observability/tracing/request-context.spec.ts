import { describe, expect, it } from 'vitest';
import { currentRequest, startWait } from './request-context.js';
import { currentTraceContext, runInTraceContext } from './trace-context.js';

const inRequest = <T>(requestId: string, work: () => T) =>
  runInTraceContext({ requestId, traceparent: null }, work);

describe('the context of a request', () => {
  it('survives awaits, and is separate from the context of other requests', async () => {
    const idOf = async () => {
      await Promise.resolve();
      return currentRequest()?.requestId;
    };
    expect(await Promise.all(['one', 'two'].map((id) => inRequest(id, idOf)))).toEqual(['one', 'two']);
    expect(await idOf()).toBeUndefined();
  });

  it('is restored after the work of another request', () => {
    inRequest('outer', () => {
      inRequest('inner', () => expect(currentTraceContext().requestId).toBe('inner'));
      expect(currentTraceContext().requestId).toBe('outer');
    });
  });

  it('adds up concurrent waits of one cause', () => {
    const request = inRequest('one', () => {
      const ends = [startWait('connection'), startWait('connection')];
      for (const end of ends) end();
      return currentRequest();
    });
    expect(request?.waitedMs.connection).toBeGreaterThan(0);
    expect(request?.waitedMs.database).toBe(0);
  });

  it('adds a wait that ends outside of the request to the request in which it began', () => {
    const [request, end] = inRequest('one', () => [currentRequest(), startWait('passwords')] as const);
    end();
    expect(request?.waitedMs.passwords).toBeGreaterThan(0);
  });

  it('is not needed: background work waits without one', () => {
    expect(currentTraceContext()).toEqual({ requestId: null, traceparent: null });
    expect(() => startWait('redis')()).not.toThrow();
  });
});
