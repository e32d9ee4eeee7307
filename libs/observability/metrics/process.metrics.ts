import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { z } from 'zod';
import { registry } from './registry.js';

const buildInfo = new Gauge({
  name: 'onasty_build_info',
  help: 'Always 1, labelled with service, version and Node version.',
  labelNames: ['service', 'version', 'node'],
  registers: [registry],
});

/** Starts to measure the process, which samples the event loop a hundred times a second. */
export function measureProcess(service: string): void {
  buildInfo.set({ service, version: versionAbove(import.meta.url), node: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
}

/** Searches parent folders: this file runs from its source and from dist. */
function versionAbove(url: string): string {
  let folder = dirname(fileURLToPath(url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
