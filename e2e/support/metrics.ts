import { expectGrowthIn, Metrics } from '../../libs/observability/testing/metrics.js';
import { until } from './until.js';

export { Metrics };

/** The address of its metrics, if the program has printed it. */
export function metricsAddressIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /"address":"([^"]+)".*"metrics are served"/.exec(line)?.[1]).find(Boolean);
}

/** The address of its metrics, once the program has printed it. */
export async function metricsAddress({ lines }: { lines: readonly string[] }): Promise<string> {
  await until('metrics are served', () => metricsAddressIn(lines) !== undefined);
  return metricsAddressIn(lines) ?? '';
}

/** What the program of these lines says of itself now; empty if it shows nobody its metrics. */
export async function metricsTextOf(lines: readonly string[]): Promise<string> {
  const address = metricsAddressIn(lines);
  return address === undefined ? '' : (await fetch(address)).text();
}

/** Waits until each of these series has grown by so much since. */
export function expectGrowth(
  program: { lines: readonly string[] },
  since: Metrics,
  growth: Record<string, number>,
): Promise<void> {
  return expectGrowthIn(() => scrape(program), since, growth);
}

/** Asks a program for its metrics, as Prometheus does. */
export async function scrape(program: { lines: readonly string[] }): Promise<Metrics> {
  const answer = await fetch(await metricsAddress(program));
  if (answer.status !== 200) throw new Error(`no metrics: ${answer.status}`);
  return new Metrics(await answer.text());
}
