import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { until } from '../../../../support/until.js';
import { ProcessUsage, startedHere } from './process-usage.js';

/** Starts a child that uses half a second of processor time and exits, then waits for a signal. */
const PARENT = `
  const work = 'while (process.cpuUsage().user < 500_000);';
  require('node:child_process').spawn(process.execPath, ['-e', work]);
  setInterval(() => {}, 1e6);`;

describe('process usage', () => {
  it('includes the usage of child processes', async () => {
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
