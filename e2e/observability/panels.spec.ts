import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountTraffic, failingMails, guessPasswords, noteTraffic } from './all-traffic.js';
import { dashboards, filledIn, queriesOf, valuesOf, type PanelQuery } from './dashboards.js';
import type { Series } from './prometheus-answers.js';
import { until } from '../support/until.js';
import { alerts, rules } from './rules.js';
import { WatchedDeployment } from './watched-deployment.js';

/** What the graphs show. */
const SHOWN_SECONDS = 60;

const OF_THE_MACHINE = new Set(['DiskFull', 'RequestsSlow', 'RequestsSlowForLong']);

const hasNumbers = (series: readonly Series[]) =>
  series.some(({ values }) => values.some(({ value }) => Number.isFinite(value)));

const runbookQueries = alerts.flatMap(({ alert }) => {
  const page = readFileSync(`docs/runbooks/${alert}.md`, 'utf8');
  return [...page.matchAll(/```promql\n(.*?)\n```/gs)].map(([, query = '']) => ({ alert, query }));
});

const choices = [...dashboards.values()]
  .flatMap(({ templating }) => templating.list.map(valuesOf))
  .filter((values) => values !== undefined);

describe('what Prometheus answers of a deployment that is used', () => {
  let deployment: WatchedDeployment;
  beforeAll(async () => {
    deployment = await WatchedDeployment.start();
    const { http, parts } = deployment;
    await noteTraffic(http);
    await guessPasswords(http);
    await accountTraffic(http, parts.smtp);
    // Seen by a scrape before, so that what comes now is an increase.
    await until('Prometheus knows of them', async () => {
      return (
        (await parts.prometheus.query('http_request_latency_seconds_count{route="/api/v1/note"}')).length > 0
      );
    });
    await noteTraffic(http);
    await accountTraffic(http, parts.smtp);
    await failingMails(http, parts.smtp);
  });
  afterAll(() => deployment.stop());

  const ask = ({ expr, instant }: Pick<PanelQuery, 'expr' | 'instant'>) => {
    const { prometheus } = deployment.parts;
    const query = filledIn(expr);
    return instant ? prometheus.query(query) : prometheus.queryRange(query, SHOWN_SECONDS);
  };

  it('reaches every target of its configuration', async () => {
    await expect.poll(() => deployment.parts.prometheus.brokenTargets()).toEqual([]);
  });

  it.each(queriesOf('prometheus'))('$where shows numbers', async (query) => {
    await expect.poll(async () => hasNumbers(await ask(query)), { message: query.expr }).toBe(true);
  });

  it.each(queriesOf('prometheus').filter(({ legendFormat }) => legendFormat?.includes('{{')))(
    '$where names its lines by labels that they have',
    async ({ legendFormat = '', ...query }) => {
      const names = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      for (const { metric } of await ask(query))
        expect(Object.keys(metric)).toEqual(expect.arrayContaining(names));
    },
  );

  it.each(queriesOf('prometheus').filter(({ exemplar }) => exemplar))(
    '$where has requests that lead to their traces',
    async ({ expr }) => {
      const found = () => deployment.parts.prometheus.exemplars(filledIn(expr));
      await expect.poll(found).toContainEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    },
  );

  it.each(rules.filter((rule) => 'record' in rule))(
    '$record has a value for what its labels say',
    async (rule) => {
      const labels = Object.entries(rule.labels ?? {}).map(([name, value]) => `${name}="${value}"`);
      const query = `${rule.record}{${labels.join()}}`;
      await expect.poll(async () => hasNumbers(await ask({ expr: query })), { message: query }).toBe(true);
    },
  );

  it.each(alerts)('$alert looks at series that are there', async ({ expr }) => {
    for (const name of metricsIn(expr)) {
      await expect.poll(async () => hasNumbers(await ask({ expr: name })), { message: name }).toBe(true);
    }
  });

  it('no alert fires but the one on the mail that was given up, and the one that always does', async () => {
    await expect.poll(() => firingIn(deployment)).toEqual(['MailsDead', 'Watchdog']);
  });

  it.each(runbookQueries)('the runbook of $alert asks what Prometheus understands', async ({ query }) => {
    await expect(deployment.parts.prometheus.query(query)).resolves.toBeInstanceOf(Array);
  });

  it.each(choices)('the choice of $label has values', async ({ series, label }) => {
    const found = await deployment.parts.prometheus.query(series);
    expect(found.map(({ metric }) => metric[label])).toContainEqual(expect.any(String));
  });
});

/** But for those that fire on a machine that is full or busy, as one that runs tests may be. */
async function firingIn({ parts }: WatchedDeployment): Promise<string[]> {
  const names = (await parts.prometheus.firing()).map(({ labels }) => labels['alertname'] ?? '');
  return names.filter((name) => !OF_THE_MACHINE.has(name)).toSorted();
}

/** Names of metrics in an expression: what is followed by neither a bracket nor more of a name. */
function metricsIn(expression: string): Set<string> {
  const bare = expression.replaceAll(/\{[^}]*\}|"[^"]*"|\[[^\]]*\]|by \([^)]*\)/g, '');
  const names = bare.match(/\b[a-z_]+(?::[a-z_0-9:]+)?\b(?!\s*\()/g) ?? [];
  return new Set(names.filter((name) => name.includes('_') || name === 'up'));
}
