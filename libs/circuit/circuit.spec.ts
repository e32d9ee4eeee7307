import { beforeEach, describe, expect, it } from 'vitest';
import { Circuit } from './circuit.js';

const PROBE_EVERY_MS = 15_000;

describe('a circuit', () => {
  let nowMs: number;
  let circuit: Circuit;
  const failTimes = (times: number) => {
    for (let time = 0; time < times; time += 1) circuit.fail();
  };

  beforeEach(() => {
    nowMs = 1_000_000;
    circuit = new Circuit({ probeEveryMs: PROBE_EVERY_MS, now: () => nowMs });
  });

  it('opens after five faults in a row', () => {
    failTimes(4);
    expect([circuit.letsThrough(), circuit.state]).toEqual([true, 'closed']);
    failTimes(1);
    expect([circuit.letsThrough(), circuit.state]).toEqual([false, 'open']);
  });

  it('stays closed when something got through between the faults', () => {
    failTimes(4);
    circuit.close();
    failTimes(4);
    expect(circuit.letsThrough()).toBe(true);
  });

  it('lets one try through every 15 s while it is open', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS - 1;
    expect(circuit.letsThrough()).toBe(false);
    nowMs += 1;
    expect([circuit.letsThrough(), circuit.letsThrough()]).toEqual([true, false]);
    circuit.fail();
    nowMs += PROBE_EVERY_MS - 1;
    expect(circuit.letsThrough()).toBe(false);
    nowMs += 1;
    expect(circuit.letsThrough()).toBe(true);
  });

  it('closes when the probe succeeds, or a try of before it opened', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS;
    expect(circuit.letsThrough()).toBe(true);
    circuit.close();
    expect([circuit.letsThrough(), circuit.letsThrough()]).toEqual([true, true]);
    failTimes(5);
    circuit.close();
    expect(circuit.state).toBe('closed');
  });

  it('does not wait longer for its probe when tries of before it opened fail late', () => {
    failTimes(5);
    nowMs += PROBE_EVERY_MS - 1;
    failTimes(3);
    nowMs += 1;
    expect(circuit.letsThrough()).toBe(true);
  });
});
