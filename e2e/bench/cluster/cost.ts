import { mapParts, type Deployment } from './deployment.js';
import type { Cost } from './measured.js';

/** What one of so many pieces of work costs, on average. */
export async function costOf<Result>(
  deployment: Deployment,
  amount: number,
  work: () => Promise<Result>,
): Promise<{ result: Result; cost: Cost }> {
  const before = await standing(deployment);
  const result = await work();
  const after = await standing(deployment);
  const cpuMs = mapParts((part) => ((after.cpu[part] - before.cpu[part]) * 1_000) / amount);
  const walBytes = (after.walBytes - before.walBytes) / amount;
  const redisCommands = (after.redisCommands - before.redisCommands) / amount;
  return { result, cost: { cpuMs, walBytes, redisCommands } };
}

/** The mean of the costs of several runs of the same amount. */
export function meanCost(costs: readonly Cost[]): Cost {
  const mean = (valueOf: (cost: Cost) => number) =>
    costs.reduce((total, cost) => total + valueOf(cost), 0) / costs.length;
  return {
    cpuMs: mapParts((part) => mean((cost) => cost.cpuMs[part])),
    walBytes: mean((cost) => cost.walBytes),
    redisCommands: mean((cost) => cost.redisCommands),
  };
}

async function standing(deployment: Deployment) {
  const [walBytes, redisCommands] = await Promise.all([deployment.walBytes(), deployment.redisCommands()]);
  return { cpu: deployment.cpuSeconds(), walBytes, redisCommands };
}
