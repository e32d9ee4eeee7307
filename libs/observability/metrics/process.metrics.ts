import { totalmem } from 'node:os';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { registerGauge } from './register-gauge.js';
import { buildInfo } from '../build-info.js';
import { registry } from './registry.js';

const buildInfoGauge = new Gauge({
  name: 'onasty_build_info',
  help: 'Always 1, labelled with service, version, commit and Node version.',
  labelNames: ['service', 'version', 'commit', 'node'],
  registers: [registry],
});

/** Starts to measure the process, which samples the event loop a hundred times a second. */
export function measureProcess(service: string): void {
  const { version, commit = '' } = buildInfo();
  buildInfoGauge.set({ service, version, commit, node: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
  registerGauge(
    'onasty_memory_limit_bytes',
    'Memory that this process may use at most: the limit of its container, or else the memory of the machine.',
    memoryLimitBytes,
  );
}

/** Without a limit of its container, Node reports 0 or more than the machine has. */
function memoryLimitBytes(): number {
  return Math.min(process.constrainedMemory() || Infinity, totalmem());
}
