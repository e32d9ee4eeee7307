import { registry } from '#libs/observability';
import { expectGrowthIn, Metrics } from './metrics.js';

/** What the code under test has counted in the process of the tests. */
export async function metricsHere(): Promise<Metrics> {
  return new Metrics(await registry.metrics());
}

/** Waits until each of these series has grown by so much since. */
export function expectGrowthHere(since: Metrics, growth: Record<string, number>): Promise<void> {
  return expectGrowthIn(metricsHere, since, growth);
}
