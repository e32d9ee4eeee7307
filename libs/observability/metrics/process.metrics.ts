import { collectDefaultMetrics, Gauge } from 'prom-client';
import { buildVersion } from '../build-version.js';
import { registry } from './registry.js';

const buildInfo = new Gauge({
  name: 'onasty_build_info',
  help: 'Always 1, labelled with service, version and Node version.',
  labelNames: ['service', 'version', 'node'],
  registers: [registry],
});

/** Starts to measure the process, which samples the event loop a hundred times a second. */
export function measureProcess(service: string): void {
  buildInfo.set({ service, version: buildVersion(), node: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
}
