import { expect } from 'vitest';
import { registry } from '../metrics/registry.js';

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const SAMPLE = /^([a-z0-9_]+)(?:\{(.*)\})?(?: (\S+))?$/;
const LABEL = /([a-z_]+)="([^"]*)"/g;

/** Metrics of a process at one moment, parsed from Prometheus's text format. */
export class Metrics {
  readonly samples: Sample[];

  constructor(readonly text: string) {
    this.samples = text.split('\n').flatMap(sampleIn);
  }

  /** Type of each metric that has a help text: `counter`, `gauge` or `histogram`. */
  get kinds(): Record<string, string> {
    const lines = this.text.split('\n');
    const helped = new Set(lines.map((line) => /^# HELP (\S+) \S+/.exec(line)?.[1]));
    const typed = lines.map((line) => /^# TYPE (\S+) (\S+)$/.exec(line)).filter((found) => found !== null);
    return Object.fromEntries(
      typed.filter(([, name]) => helped.has(name)).map(([, name, kind]) => [name, kind]),
    );
  }

  /** Sums the samples of a series such as `mail_sent_total{template="x"}`; undefined without any. */
  value(series: string): number | undefined {
    const [wanted] = sampleIn(series);
    const found = this.samples.filter(
      ({ name, labels }) =>
        name === wanted?.name &&
        Object.entries(wanted.labels).every(([label, text]) => labels[label] === text),
    );
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  }
}

/** Waits until each series has grown by this amount. */
export async function expectGrowthIn(
  look: () => Promise<Metrics>,
  since: Metrics,
  growth: Record<string, number>,
): Promise<void> {
  const grown = async () => {
    const now = await look();
    const difference = (series: string) => (now.value(series) ?? NaN) - (since.value(series) ?? 0);
    return Object.fromEntries(Object.keys(growth).map((series) => [series, difference(series)]));
  };
  await expect.poll(grown).toEqual(growth);
}

export async function metricsHere(): Promise<Metrics> {
  return new Metrics(await registry.metrics());
}

export function expectGrowthHere(since: Metrics, growth: Record<string, number>): Promise<void> {
  return expectGrowthIn(metricsHere, since, growth);
}

function sampleIn(line: string): Sample[] {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined) return [];
  const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text]);
  return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
}
