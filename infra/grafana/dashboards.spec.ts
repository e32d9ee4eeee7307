import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dashboards, panelsOf, type Panel } from './testing/dashboards.js';

const COLUMNS = 24;
const RATE = /\b(rate|increase|sum_over_time)\(/;
const QUANTILE = /histogram_quantile|_ratio|:ratio/;
/** Metrics that are 0 or 1. */
const STATE = /\b(\w+_up|\w+_connected|\w+_open|\w+_healthy|up|probe_success)\b/;
const pages = new Set(readdirSync('docs/runbooks'));
const panels = [...dashboards].flatMap(([name, shown]) =>
  panelsOf(shown).map((panel) => ({ where: `${name}: ${panel.title}`, panel })),
);

const overlap = ({ gridPos: one }: Panel, { gridPos: other }: Panel) =>
  one.x < other.x + other.w &&
  other.x < one.x + one.w &&
  one.y < other.y + other.h &&
  other.y < one.y + one.h;

describe('dashboards', () => {
  it('are core, logs, mailer, notes, overview and services', () => {
    expect([...dashboards.keys()]).toEqual(['core', 'logs', 'mailer', 'notes', 'overview', 'services']);
  });

  it.each([...dashboards])('%s places its panels without overlap', (_name, { panels: all }) => {
    for (const [index, panel] of all.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w, panel.title).toBeLessThanOrEqual(COLUMNS);
      expect(all.slice(index + 1).filter((other) => overlap(panel, other))).toEqual([]);
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it.each(panels)('$where describes its good state and what to do otherwise', ({ panel }) => {
    expect(panel.description).toMatch(/^\*\*Good:\*\* .{3,}\n\n\*\*Otherwise:\*\* .{10,}/);
    const named = [...(panel.description ?? '').matchAll(/\b([A-Z]\w+\.md)\b/g)].map(([, page]) => page);
    expect(named.filter((page) => page !== undefined && !pages.has(page))).toEqual([]);
  });

  it.each(panels.filter(({ panel }) => panel.type === 'timeseries'))(
    '$where shows one kind of number on its axis, and no states',
    ({ panel }) => {
      const expressions = panel.targets.map(({ expr }) => expr);
      const kinds = new Set(expressions.map((expr) => RATE.test(expr) && !QUANTILE.test(expr)));
      expect(kinds.size).toBe(1);
      expect(expressions.filter((expr) => STATE.test(expr))).toEqual([]);
    },
  );

  it.each(panels.filter(({ panel }) => panel.type === 'state-timeline'))(
    '$where names both states',
    ({ panel }) => {
      expect(JSON.stringify(panel.fieldConfig)).toMatch(/"mappings":\[\{"type":"value".*"0":.*"1":/);
      expect(panel.targets.every(({ expr }) => STATE.test(expr))).toBe(true);
    },
  );

  it.each(panels)('$where links to logs and traces of the same time range', ({ panel }) => {
    const [toLogs, toTraces] = panel.links;
    const dashboard = /^\/d\/([\w-]+)\?(?:var-service=\w+&)+\$\{__url_time_range\}$/.exec(toLogs?.url ?? '');
    expect([...dashboards.values()].map(({ uid }) => uid)).toContain(dashboard?.[1]);
    const panes = new URL(toTraces?.url ?? '', 'http://grafana').searchParams.get('panes') ?? '';
    expect(JSON.parse(panes)).toMatchObject({
      traces: { datasource: 'tempo', range: { from: '${__from}', to: '${__to}' } },
    });
  });
});
