import { Metrics } from '../../libs/observability/testing/metrics.js';
import { until } from './until.js';

export { Metrics };

/** URL of the metrics, if the program has logged it. */
export function metricsAddressIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /"address":"([^"]+)".*"metrics are served"/.exec(line)?.[1]).find(Boolean);
}

/** URL of the metrics, once the program has logged it. */
export async function metricsAddress({ lines }: { lines: readonly string[] }): Promise<string> {
  await until('metrics are served', () => metricsAddressIn(lines) !== undefined);
  return metricsAddressIn(lines) ?? '';
}

/** Metrics of the program with these log lines; empty if it serves none. */
export async function metricsTextOf(lines: readonly string[]): Promise<string> {
  const address = metricsAddressIn(lines);
  return address === undefined ? '' : (await fetch(address)).text();
}

/** Scrapes a program as Prometheus does. */
export async function scrape(program: { lines: readonly string[] }): Promise<Metrics> {
  const response = await fetch(await metricsAddress(program));
  if (response.status !== 200) throw new Error(`no metrics: ${response.status}`);
  return new Metrics(await response.text());
}
