import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ruleFiles } from '../../../infra/prometheus/testing/rules.js';
import { scaledRules } from './scaled-time.js';

/** Targets as `host:port`, `site` as a URL. */
export type Targets = Readonly<
  Record<'core' | 'mailer' | 'node' | 'site' | 'blackbox' | 'postgres' | 'redis' | 'nats' | 'caddy', string>
>;

const configuration = z.looseObject({
  global: z.looseObject({ external_labels: z.record(z.string(), z.string()) }),
  rule_files: z.array(z.string()),
  scrape_configs: z.array(z.looseObject({ job_name: z.string() })),
});
/** Settings of a job that differ in a test. */
const REPLACED = new Set([
  'dns_sd_configs',
  'file_sd_configs',
  'static_configs',
  'scrape_interval',
  'scrape_timeout',
]);

/** Configuration of infra/ with targets on this machine and a scrape each second; other jobs are dropped. */
export async function configurationHere(targets: Targets, rules: readonly string[]): Promise<string> {
  const text = await readFile('infra/prometheus/prometheus.yml', 'utf8');
  const file = configuration.parse(parse(text.replace('blackbox-exporter:9115', targets.blackbox)));
  const known = new Map(Object.entries(targets));
  const jobs = file.scrape_configs.flatMap((job) => {
    const target = known.get(job.job_name);
    if (target === undefined) return [];
    const kept = Object.entries(job).filter(([name]) => !REPLACED.has(name));
    return [{ ...Object.fromEntries(kept), static_configs: [{ targets: [target] }] }];
  });
  return stringify({
    global: { ...file.global, scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: rules,
    scrape_configs: jobs,
  });
}

/** Rule files in scaled time, by name. */
export async function rulesHere(): Promise<Map<string, string>> {
  const texts = ruleFiles.map(async (path) => {
    return [path.split('/').at(-1) ?? path, scaledRules(await readFile(path, 'utf8'))] as const;
  });
  return new Map(await Promise.all(texts));
}
