import { beforeEach, describe, expect, it } from 'vitest';
import { Circuit } from './circuit.js';

describe('the circuit to the mail server', () => {
  let nowMs: number;
  let circuit: Circuit;
  const failTimes = (times: number) => {
    for (let time = 0; time < times; time += 1) circuit.fail();
  };

  beforeEach(() => {
    nowMs = 1_000_000;
    circuit = new Circuit(() => nowMs);
  });

  it('opens after five faults in a row', () => {
    failTimes(4);
    expect(circuit.letsThrough()).toBe(true);
    failTimes(1);
    expect(circuit.isOpen).toBe(true);
    expect(circuit.letsThrough()).toBe(false);
  });

  it('stays closed when something got through between the faults', () => {
    failTimes(4);
    circuit.close();
    failTimes(4);
    expect(circuit.letsThrough()).toBe(true);
  });

  it('lets one mail through every 15 s while it is open', () => {
    failTimes(5);
    nowMs += 14_999;
    expect(circuit.letsThrough()).toBe(false);
    nowMs += 1;
    expect([circuit.letsThrough(), circuit.letsThrough()]).toEqual([true, false]);
    circuit.fail();
    nowMs += 14_999;
    expect(circuit.letsThrough()).toBe(false);
    nowMs += 1;
    expect(circuit.letsThrough()).toBe(true);
  });

  it('closes when the probe arrives', () => {
    failTimes(5);
    nowMs += 15_000;
    expect(circuit.letsThrough()).toBe(true);
    circuit.close();
    expect([circuit.letsThrough(), circuit.letsThrough()]).toEqual([true, true]);
  });
});
