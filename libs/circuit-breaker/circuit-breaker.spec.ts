import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker, observeCircuitBreakers } from './index.js';

const PROBE_EVERY_MS = 15_000;

describe('CircuitBreaker', () => {
  let nowMs: number;
  let circuit: CircuitBreaker;
  const failTimes = (times: number) => {
    for (let time = 0; time < times; time += 1) circuit.recordFailure();
  };

  beforeEach(() => {
    nowMs = 1_000_000;
    circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS, now: () => nowMs });
  });

  it('opens after five failures in a row', () => {
    failTimes(4);
    expect([circuit.tryAcquire(), circuit.state]).toEqual([true, 'closed']);
    failTimes(1);
    expect([circuit.tryAcquire(), circuit.state]).toEqual([false, 'open']);
  });

  it('stays closed if a success separates the failures', () => {
    failTimes(4);
    circuit.recordSuccess();
    failTimes(4);
    expect(circuit.tryAcquire()).toBe(true);
  });

  it('admits one probe every 15 s while open', () => {
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

  it('reports a due probe without taking it', () => {
    failTimes(5);
    expect(circuit.canAcquire).toBe(false);
    nowMs += PROBE_EVERY_MS;
    expect([circuit.canAcquire, circuit.canAcquire, circuit.tryAcquire()]).toEqual([true, true, true]);
    expect(circuit.canAcquire).toBe(false);
  });

  it('closes when the probe, or an attempt from before it opened, succeeds', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS;
    expect(circuit.tryAcquire()).toBe(true);
    circuit.recordSuccess();
    expect([circuit.tryAcquire(), circuit.tryAcquire()]).toEqual([true, true]);
    failTimes(5);
    circuit.recordSuccess();
    expect(circuit.state).toBe('closed');
  });

  it('does not delay the probe when attempts from before it opened fail late', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS - 1;
    failTimes(3);
    nowMs += 1;
    expect(circuit.tryAcquire()).toBe(true);
  });
});

it('exports the state of each circuit breaker by part', async () => {
  const registry = new Registry();
  const smtp: { circuitState: 'open' | 'closed' } = { circuitState: 'open' };
  observeCircuitBreakers(registry, { database: { circuitState: 'closed' }, smtp });
  expect(await registry.metrics()).toContain('onasty_circuit_open{part="database"} 0');
  expect(await registry.metrics()).toContain('onasty_circuit_open{part="smtp"} 1');
  smtp.circuitState = 'closed';
  expect(await registry.metrics()).toContain('onasty_circuit_open{part="smtp"} 0');
});
