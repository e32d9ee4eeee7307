import { expect } from 'vitest';
import { until } from './until.js';

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const SAMPLE = /^([a-z0-9_]+)(?:\{(.*)\})?(?: (\S+))?$/;
const LABEL = /([a-z_]+)="([^"]*)"/g;

/** What a program said of itself at one moment, in Prometheus's text format. */
export class Metrics {
  readonly samples: Sample[];

  constructor(readonly text: string) {
    this.samples = text.split('\n').flatMap(sampleIn);
  }

  /** Its kind (`counter`, `gauge`, `histogram`) by the name of each metric that has a help text. */
  get kinds(): Record<string, string> {
    const lines = this.text.split('\n');
    const helped = new Set(lines.map((line) => /^# HELP (\S+) \S+/.exec(line)?.[1]));
    const typed = lines.map((line) => /^# TYPE (\S+) (\S+)$/.exec(line)).filter((found) => found !== null);
    return Object.fromEntries(
      typed.filter(([, name]) => helped.has(name)).map(([, name, kind]) => [name, kind]),
    );
  }

  /**
   * The sum of the samples that fit; undefined when there is none.
   *
   * @param series such as `mail_sent_total`, or with some of its labels: `mail_sent_total{template="email_changed"}`
   */
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

/** The same of whatever shows metrics. */
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

/** Asks a program for its metrics, as Prometheus does. */
export async function scrape(program: { lines: readonly string[] }): Promise<Metrics> {
  const answer = await fetch(await metricsAddress(program));
  if (answer.status !== 200) throw new Error(`no metrics: ${answer.status}`);
  return new Metrics(await answer.text());
}

function sampleIn(line: string): Sample[] {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined) return [];
  const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text]);
  return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
}
