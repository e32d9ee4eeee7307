import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Series } from '../../../e2e/support/prometheus/prometheus-responses.js';

const FOLDER = 'infra/grafana/dashboards';

const target = z.looseObject({
  refId: z.string(),
  expr: z.string(),
  datasource: z.object({ type: z.enum(['prometheus', 'loki']), uid: z.string() }),
  legendFormat: z.string().optional(),
  exemplar: z.boolean().optional(),
  instant: z.boolean().optional(),
});
const fieldDefaults = z.looseObject({
  unit: z.string().optional(),
  decimals: z.number().optional(),
  max: z.number().optional(),
  thresholds: z
    .looseObject({ steps: z.array(z.object({ value: z.number().nullable(), color: z.string() })) })
    .optional(),
  custom: z.looseObject({ stacking: z.looseObject({ mode: z.string().optional() }).optional() }).optional(),
});
const panel = z.looseObject({
  id: z.number(),
  type: z.enum(['row', 'timeseries', 'state-timeline', 'stat', 'logs']),
  title: z.string(),
  description: z.string().optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  links: z.array(z.looseObject({ title: z.string(), url: z.string() })).default([]),
  targets: z.array(target).default([]),
  fieldConfig: z.looseObject({ defaults: fieldDefaults }).optional(),
});
const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  templating: z.looseObject({
    list: z.array(z.looseObject({ name: z.string(), query: z.unknown() })).default([]),
  }),
  panels: z.array(panel),
});

export type Dashboard = z.infer<typeof dashboard>;
export type Panel = z.infer<typeof panel>;
export type PanelQuery = z.infer<typeof target> & { where: string; on: Dashboard };

/** Returns the matching series of Prometheus. */
type FindSeries = (series: string) => Promise<Series[]>;

/** Generated dashboards by name. */
export const dashboards: ReadonlyMap<string, Dashboard> = new Map(
  readdirSync(FOLDER).map((file) => [
    file.replace(/\.json$/, ''),
    readDashboard(readFileSync(join(FOLDER, file), 'utf8')),
  ]),
);

/** @param text its JSON */
export function readDashboard(text: string): Dashboard {
  return dashboard.parse(JSON.parse(text));
}

/** Panels without rows. */
export function panelsOf({ panels }: Dashboard): Panel[] {
  return panels.filter(({ type }) => type !== 'row');
}

/** Queries to a type of data source, with their panels. */
export function queriesOf(kind: 'prometheus' | 'loki'): PanelQuery[] {
  return [...dashboards].flatMap(([name, shown]) =>
    panelsOf(shown).flatMap(({ title, targets }) =>
      targets
        .filter(({ datasource }) => datasource.type === kind)
        .map((query) => ({ ...query, on: shown, where: `${name}: ${title} ${query.refId}` })),
    ),
  );
}

/** Series and label behind a Prometheus variable; undefined for other variables. */
export function valuesOf({ query }: { query: unknown }): { series: string; label: string } | undefined {
  const [, series, label] = /^label_values\((.+), (\w+)\)$/.exec(String(query)) ?? [];
  return series === undefined || label === undefined ? undefined : { series, label };
}

/** All choices of the dashboard's `$instance` in Grafana's format; null if it has no such variable. */
export async function instancesOn({ templating }: Dashboard, findSeries: FindSeries): Promise<string | null> {
  const choice = templating.list.map(valuesOf).find((values) => values !== undefined);
  if (choice === undefined) return null;
  return (await findSeries(choice.series)).map(({ metric }) => metric[choice.label]).join('|');
}

/** Expands Grafana's variables for these processes, the last minute and a scrape interval of one second. */
export function filledIn(expression: string, instances: string | null): string {
  if (instances === null && expression.includes('$instance'))
    throw new Error(`no instances for: ${expression}`);
  return expression
    .replaceAll('$__rate_interval', '10s')
    .replaceAll('$__range', '60s')
    .replaceAll('$instance', instances ?? '');
}
