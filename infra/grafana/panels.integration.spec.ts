import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALERT_FAULTS } from '../../e2e/lab/alerts/alert-faults.js';
import { accountTraffic, failingMails, guessPasswords, noteTraffic } from '../../e2e/support/all-traffic.js';
import {
  dashboards,
  filledIn,
  instancesOn,
  queriesOf,
  valuesOf,
  type PanelQuery,
} from './testing/dashboards.js';
import type { Series } from '../../e2e/support/prometheus/prometheus-answers.js';
import { until } from '../../e2e/support/until.js';
import { RUNBOOKS } from '../../e2e/support/prometheus/prometheus-server.js';
import { alerts, rules } from '../prometheus/testing/rules.js';
import { selectorsOf } from '../prometheus/testing/selectors.js';
import { WatchedDeployment } from '../../e2e/support/prometheus/watched-deployment.js';

/** Time range of the graphs: longer than the whole run on a busy machine, because the traffic comes first. */
const SHOWN_SECONDS = 300;

const OF_THE_MACHINE = new Set(['DiskFull', 'RequestsSlow', 'RequestsSlowForLong']);

/** Matchers without series while nothing fails. */
const OF_FAULTS = [
  // No request fails.
  'status=~"5.."',
  // No alert fires; when one does, it is counted.
  'severity!="watchdog"',
];

/** Faults whose alerts come within seconds; `npm run lab -- alerts` has them all. */
const SOON = new Set(['the mailer is killed', 'the site does not answer']);

const hasNumbers = (series: readonly Series[]) =>
  series.some(({ values }) => values.some(({ value }) => Number.isFinite(value)));

const runbookQueries = alerts.flatMap(({ alert }) => {
  const page = readFileSync(`docs/runbooks/${alert}.md`, 'utf8');
  return [...page.matchAll(/```promql\n(.*?)\n```/gs)].map(([, query = '']) => ({ alert, query }));
});

const choices = [...dashboards.values()]
  .flatMap(({ templating }) => templating.list.map(valuesOf))
  .filter((values) => values !== undefined);

describe('Prometheus on a deployment under load', () => {
  let deployment: WatchedDeployment;
  beforeAll(async () => {
    deployment = await WatchedDeployment.start();
    const { http, parts } = deployment;
    await noteTraffic(http);
    await guessPasswords(http);
    await accountTraffic(http, parts.smtp);
    // Seen by a scrape before, so that what comes now is an increase.
    const known = ['http_request_latency_seconds_count{route="/api/v1/note"}', 'onasty_mail_dead_total'];
    await until('Prometheus knows of them', async () => {
      const found = await Promise.all(known.map((selector) => parts.prometheus.query(selector)));
      return found.every((series) => series.length > 0);
    });
    await noteTraffic(http);
    await accountTraffic(http, parts.smtp);
    await failingMails(http, parts.smtp);
  });
  afterAll(() => deployment.stop());

  /** Result of a panel's query for each process that its variable offers. */
  const questionOf = async ({ expr, on }: Pick<PanelQuery, 'expr' | 'on'>) =>
    filledIn(expr, await instancesOn(on, (series) => deployment.parts.prometheus.query(series)));
  const ask = async (query: Pick<PanelQuery, 'expr' | 'on' | 'instant'>) => {
    const { prometheus } = deployment.parts;
    const question = await questionOf(query);
    return query.instant ? prometheus.query(question) : prometheus.queryRange(question, SHOWN_SECONDS);
  };
  const hasSeries = async (selector: string) =>
    hasNumbers(await deployment.parts.prometheus.queryRange(selector, SHOWN_SECONDS));
  const missingIn = async (expression: string) => {
    const selectors = [...selectorsOf(expression)].filter(
      (selector) => !OF_FAULTS.some((matcher) => selector.includes(matcher)),
    );
    const found = await Promise.all(selectors.map(hasSeries));
    return selectors.filter((_, index) => !found[index]);
  };

  it('reaches every target of its configuration', async () => {
    await expect.poll(() => deployment.parts.prometheus.brokenTargets()).toEqual([]);
  });

  it('only the dead-letter alert and the watchdog fire', async () => {
    await expect.poll(() => firingIn(deployment)).toEqual(['MailsDead', 'Watchdog']);
  });

  it('the dashboard counts each that fires, but for the one that always does', async () => {
    const count = queriesOf('prometheus').find(({ where }) => where === 'overview: Alerts A');
    const difference = async () => {
      const counted = await deployment.parts.prometheus.query(count?.expr ?? '');
      const shown = counted.flatMap(({ values }) => values.map(({ value }) => value));
      const firing = (await deployment.parts.prometheus.firing()).filter(
        ({ labels }) => labels['severity'] !== 'watchdog',
      );
      return { shown, isRight: firing.length > 0 && shown[0] === firing.length };
    };
    await expect.poll(difference).toMatchObject({ isRight: true });
  });

  it('an alert says where its runbook is', async () => {
    const found = (await deployment.parts.prometheus.firing()).map(({ annotations }) => annotations);
    expect(found.map(({ runbook_url: url }) => url)).toContain(`${RUNBOOKS}/MailsDead.md`);
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
    async (query) => {
      const question = await questionOf(query);
      const found = () => deployment.parts.prometheus.exemplars(question);
      await expect.poll(found).toContainEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    },
  );

  it.each(rules.filter((rule) => 'record' in rule))(
    '$record has a value for what its labels say',
    async (rule) => {
      const labels = Object.entries(rule.labels ?? {}).map(([name, value]) => `${name}="${value}"`);
      const query = `${rule.record}{${labels.join()}}`;
      await expect.poll(() => hasSeries(query), { message: query }).toBe(true);
    },
  );

  it('evaluates each rule without an error', async () => {
    const names = rules.map((rule) => ('alert' in rule ? rule.alert : rule.record));
    const healthy = new Set(names.map((name) => [name, 'ok']));
    await expect.poll(async () => new Set(await deployment.parts.prometheus.ruleHealth())).toEqual(healthy);
  });

  it.each(rules.map((rule) => ({ name: 'alert' in rule ? rule.alert : rule.record, expr: rule.expr })))(
    '$name selects existing series and labels',
    async ({ expr }) => {
      await expect.poll(() => missingIn(expr)).toEqual([]);
    },
  );

  it.each(queriesOf('prometheus'))('$where selects existing series and labels', async (query) => {
    await expect.poll(async () => missingIn(await questionOf(query))).toEqual([]);
  });

  it.each(runbookQueries)('the runbook of $alert selects existing series', async ({ query }) => {
    await expect(deployment.parts.prometheus.query(query)).resolves.toBeInstanceOf(Array);
    await expect.poll(() => missingIn(query)).toEqual([]);
  });

  it.each(choices)('the choice of $label has values', async ({ series, label }) => {
    const found = await deployment.parts.prometheus.query(series);
    expect(found.map(({ metric }) => metric[label])).toContainEqual(expect.any(String));
  });

  // Last, since they break what the others look at.
  it.each(ALERT_FAULTS.filter(({ name }) => SOON.has(name)))(
    '$alerts fire while $name, with complete texts, and clear afterwards',
    async (fault) => {
      const firing = async () =>
        (await deployment.parts.prometheus.firing()).filter(({ labels }) =>
          fault.alerts.includes(labels['alertname'] ?? ''),
        );
      const names = async () => new Set((await firing()).map(({ labels }) => labels['alertname']));
      const mend = await fault.strike(deployment);
      await expect.poll(names).toEqual(new Set(fault.alerts));
      const texts = (await firing()).flatMap(({ annotations }) => Object.values(annotations));
      expect(texts.filter((text) => /<|no value|\{\{/.test(text))).toEqual([]);
      await mend();
      await expect.poll(names).toEqual(new Set());
    },
  );
});

/** But for those that fire on a machine that is full or busy, as one that runs tests may be. */
async function firingIn({ parts }: WatchedDeployment): Promise<string[]> {
  const names = (await parts.prometheus.firing()).map(({ labels }) => labels['alertname'] ?? '');
  return names.filter((name) => !OF_THE_MACHINE.has(name)).toSorted();
}
