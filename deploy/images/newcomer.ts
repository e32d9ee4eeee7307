import { expect } from 'vitest';
import { launchChromium } from '../../apps/web/testing/chromium.js';
import { Visitor } from '../../apps/web/testing/visitor.js';
import type { Engine } from './engine.js';
import type { Installation } from './installation.js';

export interface Step {
  name: string;
  seconds: number;
}

/**
 * Runs a newcomer's protocol in a browser: install, first note, restart, upgrade, backup, restore elsewhere. A note that
 * was written before a restart or an upgrade is read after it; after a restore, it is known but gone.
 */
export async function followProtocol(installation: Installation): Promise<Step[]> {
  const steps: Step[] = [];
  const time = async (name: string, step: () => Promise<void>) => {
    const startedAt = performance.now();
    await step();
    steps.push({ name, seconds: (performance.now() - startedAt) / 1_000 });
  };
  await using browser = await launchChromium();
  const arrive = () => Visitor.arrive(browser, installation.url);
  const write = async (text: string) => (await arrive()).write(text);
  const read = async (link: string) => (await arrive()).read(link);

  await time('install', () => installation.install());
  await time('first note written and read', async () => {
    expect(await read(await write('the first note'))).toBe('the first note');
  });
  const [first, second, third] = [await write('one'), await write('two'), await write('three')];
  await time('restart', () => installation.restart());
  expect(await read(first)).toBe('one');
  await time('upgrade', () => installation.upgrade());
  expect(await read(second)).toBe('two');
  await time('backup', () => installation.backUp());
  await time('restore elsewhere', () => installation.restoreElsewhere());
  await sees(await arrive(), second, 'This note has already been read');
  await sees(await arrive(), third, "There's no such note");
  expect(await read(await write('after the restore'))).toBe('after the restore');
  return steps;
}

async function sees(visitor: Visitor, link: string, heading: string): Promise<void> {
  await visitor.open(link);
  await visitor.seesHeading(heading);
}

/** Memory in MB and processes of the installation's containers. */
export async function measure(engine: Engine, installation: Installation): Promise<string> {
  const containers = await installation.containers();
  const processes = await Promise.all(containers.map((name) => engine.docker(['top', name])));
  const pids = processes.flatMap((list) => list.split('\n').slice(1));
  const format = '{{.MemUsage}}';
  const usage = await engine.docker(['stats', '--no-stream', '--format', format, ...containers]);
  const bytes = usage.split('\n').map((line) => megabytesIn(line));
  const total = bytes.reduce((sum, value) => sum + value, 0);
  return `${Math.round(total)} MB, ${pids.length} processes, ${containers.length} containers`;
}

function megabytesIn(usage: string): number {
  const [, value, unit] = /^([\d.]+)([KMG]i?B)/.exec(usage) ?? [];
  const scale = { K: 0.001_024, M: 1.048_576, G: 1_073.741_824 }[unit?.[0] ?? ''] ?? 0;
  return Number(value) * scale;
}
