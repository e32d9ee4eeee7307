import { describe, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock.js';

const NOON = Date.UTC(2026, 10, 30, 12);
const HOUR_MS = 3_600_000;

/** A device whose clock is ahead by `skewMs`, and a connection with `delayMs` in each direction. */
function deviceWith(skewMs: number, delayMs = 40) {
  const device = { time: NOON, skewMs, delayMs };
  const clock = new ServerClock(() => device.time + device.skewMs);
  const request = () => {
    const sentAt = device.time + device.skewMs;
    device.time += device.delayMs;
    const dateHeader = new Date(device.time).toUTCString();
    device.time += device.delayMs;
    clock.observe(dateHeader, sentAt);
  };
  const error = () => clock.now().getTime() - device.time;
  return { device, clock, request, error };
}

describe('ServerClock', () => {
  it.each([0, 300, 900])('trusts a device that is %i ms ahead', (skewMs) => {
    const { request, error } = deviceWith(skewMs);
    request();
    expect(error()).toBe(skewMs);
  });

  it.each([5, -5, 26, -26])('corrects a device that is %i hours ahead, and never lags behind', (hours) => {
    const { device, request, error } = deviceWith(hours * HOUR_MS);
    for (let requests = 0; requests < 20; requests += 1) {
      device.time += 137;
      request();
      expect(error()).toBeGreaterThanOrEqual(0);
      expect(error()).toBeLessThanOrEqual(1_000 + 2 * device.delayMs);
    }
    expect(error()).toBeLessThan(250);
  });

  it('is as precise as the fastest response', () => {
    const { device, request, error } = deviceWith(HOUR_MS);
    request();
    const before = error();
    device.delayMs = 9_000;
    request();
    expect(error()).toBeLessThanOrEqual(before);
  });

  it('follows a device whose clock is set', () => {
    const { device, clock, request, error } = deviceWith(HOUR_MS);
    const listener = vi.fn<() => void>();
    request();
    const stop = clock.onChange(listener);
    device.skewMs = -HOUR_MS;
    request();
    expect(Math.abs(error())).toBeLessThan(2_000);
    expect(listener).toHaveBeenCalledOnce();
    stop();
    device.skewMs = HOUR_MS;
    request();
    expect(listener).toHaveBeenCalledOnce();
  });

  it.each([null, '', 'yesterday'])('ignores the header %j', (header) => {
    const { clock, error } = deviceWith(HOUR_MS);
    clock.observe(header, NOON);
    expect(error()).toBe(HOUR_MS);
  });
});
