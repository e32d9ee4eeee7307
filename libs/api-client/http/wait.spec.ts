import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitOrOnline } from './wait.js';

describe('waitOrOnline', () => {
  const page = new EventTarget();

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('ends after the time, not before', async () => {
    const onEnd = vi.fn<() => void>();
    const waiting = waitOrOnline(200).then(onEnd);
    await vi.advanceTimersByTimeAsync(199);
    expect(onEnd).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('ends at once when the browser is online again', async () => {
    const waiting = waitOrOnline(60_000);
    page.dispatchEvent(new Event('online'));
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the reason of the signal, before or during the wait', async () => {
    const givingUp = new AbortController();
    const reason = new Error('page left');
    const waiting = waitOrOnline(60_000, givingUp.signal);
    givingUp.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(waitOrOnline(60_000, givingUp.signal)).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('needs no browser', async () => {
    vi.stubGlobal('addEventListener', undefined);
    const waiting = waitOrOnline(200);
    await vi.advanceTimersByTimeAsync(200);
    await expect(waiting).resolves.toBeUndefined();
  });
});
