import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.js';

const PROBE_EVERY_MS = 15_000;

describe('a circuit', () => {
  let nowMs: number;
  let circuit: CircuitBreaker;
  const failTimes = (times: number) => {
    for (let time = 0; time < times; time += 1) circuit.recordFailure();
  };

  beforeEach(() => {
    nowMs = 1_000_000;
    circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS, now: () => nowMs });
  });

  it('opens after five faults in a row', () => {
    failTimes(4);
    expect([circuit.tryAcquire(), circuit.state]).toEqual([true, 'closed']);
    failTimes(1);
    expect([circuit.tryAcquire(), circuit.state]).toEqual([false, 'open']);
  });

  it('stays closed when something got through between the faults', () => {
    failTimes(4);
    circuit.recordSuccess();
    failTimes(4);
    expect(circuit.tryAcquire()).toBe(true);
  });

  it('lets one try through every 15 s while it is open', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS - 1;
    expect(circuit.tryAcquire()).toBe(false);
    nowMs += 1;
    expect([circuit.tryAcquire(), circuit.tryAcquire()]).toEqual([true, false]);
    circuit.recordFailure();
    nowMs += PROBE_EVERY_MS - 1;
    expect(circuit.tryAcquire()).toBe(false);
    nowMs += 1;
    expect(circuit.tryAcquire()).toBe(true);
  });

  it('closes when the probe succeeds, or a try of before it opened', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS;
    expect(circuit.tryAcquire()).toBe(true);
    circuit.recordSuccess();
    expect([circuit.tryAcquire(), circuit.tryAcquire()]).toEqual([true, true]);
    failTimes(5);
    circuit.recordSuccess();
    expect(circuit.state).toBe('closed');
  });

  it('does not wait longer for its probe when tries of before it opened fail late', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS - 1;
    failTimes(3);
    nowMs += 1;
    expect(circuit.tryAcquire()).toBe(true);
  });
});
