import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { until } from '../../../support/until.js';
import { ProcessUsage, startedHere } from './process-usage.js';

/** Starts another that works for half a second of processor time and ends, and waits to be ended itself. */
const PARENT = `
  const work = 'while (process.cpuUsage().user < 500_000);';
  require('node:child_process').spawn(process.execPath, ['-e', work]);
  setInterval(() => {}, 1e6);`;

describe('what processes use', () => {
  it('is counted with what those use that they started', async () => {
    const parent = spawn(process.execPath, ['-e', PARENT], { stdio: 'ignore' });
    await once(parent, 'spawn');
    try {
      const usage = new ProcessUsage([Number(parent.pid)]);
      await until('the work of both is counted', () => usage.cpuSeconds() > 0.5);
      expect(usage.memoryMiB()).toBeGreaterThan(5);
      expect(startedHere('child_process')).toContain(parent.pid);
    } finally {
      parent.kill();
    }
  });
});
