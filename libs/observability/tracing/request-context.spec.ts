import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentRequest, startWait } from './request-context.js';
import { currentTraceContext, runInTraceContext } from './trace-context.js';

const inRequest = <T>(requestId: string, work: () => T) =>
  runInTraceContext({ requestId, traceparent: null }, work);

describe('the context of a request', () => {
  afterEach(() => vi.useRealTimers());

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
    vi.useFakeTimers({ toFake: ['performance'] });
    const request = inRequest('one', () => {
      const ends = [startWait('connection'), startWait('connection')];
      vi.advanceTimersByTime(10);
      for (const end of ends) end();
      return currentRequest();
    });
    expect(request?.waitedMs).toMatchObject({ connection: 20, database: 0 });
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
