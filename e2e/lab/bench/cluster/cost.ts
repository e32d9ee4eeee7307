import type { Cost } from './measured.js';
import type { Meters, ResourceUsage } from './metering/meters.js';
import { mapParts } from './parts.js';

/** Runs the work and returns its mean cost per item. */
export async function costOf<Result>(
  meters: Meters,
  amount: number,
  work: () => Promise<Result>,
): Promise<{ result: Result; cost: Cost }> {
  const before = await meters.read();
  const result = await work();
  const after = await meters.read();
  const each = (of: (reading: ResourceUsage) => number) => (of(after) - of(before)) / amount;
  const cost = {
    cpuMs: mapParts((part) => each(({ cpuSeconds }) => cpuSeconds[part]) * 1_000),
    walBytes: each(({ walBytes }) => walBytes),
    redisCommands: each(({ redisCommands }) => redisCommands),
    messages: each(({ messages }) => messages),
  };
  return { result, cost };
}
