import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountTraffic,
  failingMails,
  guessPasswords,
  noteTraffic,
} from '../../e2e/support/traffic/all-traffic.js';
import {
  dashboards,
  filledIn,
  instancesOn,
  queriesOf,
  valuesOf,
  type PanelQuery,
} from './testing/dashboards.js';
import type { Series } from '../../e2e/support/prometheus/prometheus-responses.js';
import { until } from '../../e2e/support/until.js';
import { RUNBOOKS } from '../../e2e/support/prometheus/prometheus-server.js';
import { failSignIns } from '../../e2e/support/traffic/failing-sign-ins.js';
import { signUpFromAnywhere } from '../../e2e/support/traffic/sign-up-traffic.js';
import { alerts, rules } from '../prometheus/testing/rules.js';
import { selectorsOf } from '../prometheus/testing/selectors.js';
import { startMonitoredDeployment } from '../../e2e/support/deployment/monitored-deployment.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';

/** Time range of the graphs: longer than the whole run on a busy machine, because the traffic comes first. */
const SHOWN_SECONDS = 300;

const MACHINE_ALERTS = new Set(['DiskFull', 'EventLoopLate', 'RequestsSlow', 'RequestsSlowForLong']);

/** Matchers without series while nothing fails. */
const FAILURE_MATCHERS = ['status=~"5.."', 'severity!="watchdog"'];

interface AlertCase {
  fault: string;
  alerts: string[];
  /** Causes the failure. @returns a function that ends it */
  strike(deployment: RunningDeployment): Promise<() => Promise<unknown>>;
}

/** `npm run lab -- alerts` covers every alert. */
const ALERT_CASES: AlertCase[] = [
  {
    fault: 'the mailer is killed',
    alerts: ['ServiceMissing', 'TargetDown'],
    async strike(deployment) {
      await deployment.endMailers('SIGKILL');
      return () => deployment.startMailers();
    },
  },
  {
    fault: 'core may not read sessions',
    alerts: ['ServerErrors'],
    strike: failSignIns,
  },
  {
    fault: 'the site does not respond',
    alerts: ['SiteUnreachable'],
    async strike({ site }) {
      await site.stopServing();
      return () => site.serve(60);
    },
  },
];

const testedQueries = queriesOf('prometheus');

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
  let deployment: RunningDeployment;
  beforeAll(async () => {
    deployment = await startMonitoredDeployment();
    const { http, prometheus, smtp } = deployment;
    await noteTraffic(http);
    await guessPasswords(http);
    await accountTraffic(http, smtp);
    smtp.replies = { DATA: '550 5.4.5 quota used up' };
    await signUpFromAnywhere(http);
    // An increase needs a scrape before it, and a failure of the mail server ends with the next mail.
    const known = [
      'http_request_latency_seconds_count{route="/api/v1/note"}',
      'onasty_mail_dead_total',
      'onasty_mail_server_failure',
    ];
    await until('Prometheus has scraped them', async () => {
      const found = await Promise.all(known.map((selector) => prometheus.query(selector)));
      return found.every((series) => series.length > 0);
    });
    smtp.replies = {};
    await noteTraffic(http);
    await accountTraffic(http, smtp);
    await failingMails(http, smtp);
    const end = await failSignIns(deployment);
    await end();
  });
  afterAll(() => deployment.stop());

  /** Result of a panel's query for each process that its variable offers. */
  const expressionOf = async ({ expr, on }: Pick<PanelQuery, 'expr' | 'on'>) =>
    filledIn(expr, await instancesOn(on, (series) => deployment.prometheus.query(series)));
  const resultOf = async (query: Pick<PanelQuery, 'expr' | 'on' | 'instant'>) => {
    const { prometheus } = deployment;
    const expression = await expressionOf(query);
    return query.instant ? prometheus.query(expression) : prometheus.queryRange(expression, SHOWN_SECONDS);
  };
  const hasSeries = async (selector: string) =>
    hasNumbers(await deployment.prometheus.queryRange(selector, SHOWN_SECONDS));
  const missingIn = async (expression: string) => {
    const selectors = [...selectorsOf(expression)].filter(
      (selector) => !FAILURE_MATCHERS.some((matcher) => selector.includes(matcher)),
    );
    const found = await Promise.all(selectors.map(hasSeries));
    return selectors.filter((_, index) => !found[index]);
  };

  it('reaches every target of its configuration', async () => {
    await expect.poll(() => deployment.prometheus.brokenTargets()).toEqual([]);
  });

  it('only the dead-letter alert and the watchdog fire', async () => {
    await expect.poll(() => firingIn(deployment)).toEqual(['MailsDead', 'Watchdog']);
  });

  it('the dashboard counts the firing alerts except the watchdog', async () => {
    const count = testedQueries.find(({ where }) => where === 'overview: Alerts A');
    const difference = async () => {
      const counted = await deployment.prometheus.query(count?.expr ?? '');
      const shown = counted.flatMap(({ values }) => values.map(({ value }) => value));
      const firing = (await deployment.prometheus.firing()).filter(
        ({ labels }) => labels['severity'] !== 'watchdog',
      );
      return { shown, isCurrent: firing.length > 0 && shown[0] === firing.length };
    };
    await expect.poll(difference).toMatchObject({ isCurrent: true });
  });

  it('an alert links to its runbook', async () => {
    const found = (await deployment.prometheus.firing()).map(({ annotations }) => annotations);
    expect(found.map(({ runbook_url: url }) => url)).toContain(`${RUNBOOKS}/MailsDead.md`);
  });

  it.each(testedQueries)('$where shows data', async (query) => {
    await expect.poll(async () => hasNumbers(await resultOf(query)), { message: query.expr }).toBe(true);
  });

  it.each(testedQueries.filter(({ legendFormat }) => legendFormat?.includes('{{')))(
    '$where uses existing labels in its legend',
    async ({ legendFormat = '', ...query }) => {
      const names = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      for (const { metric } of await resultOf(query))
        expect(Object.keys(metric)).toEqual(expect.arrayContaining(names));
    },
  );

  it.each(testedQueries.filter(({ exemplar }) => exemplar))(
    '$where has exemplars that link to traces',
    async (query) => {
      const expression = await expressionOf(query);
      const found = () => deployment.prometheus.exemplars(expression);
      await expect.poll(found).toContainEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    },
  );

  it.each(rules.filter((rule) => 'record' in rule))('$record has a value with its labels', async (rule) => {
    const labels = Object.entries(rule.labels ?? {}).map(([name, value]) => `${name}="${value}"`);
    const query = `${rule.record}{${labels.join()}}`;
    await expect.poll(() => hasSeries(query), { message: query }).toBe(true);
  });

  it('evaluates each rule without an error', async () => {
    const names = rules.map((rule) => ('alert' in rule ? rule.alert : rule.record));
    const healthy = new Set(names.map((name) => [name, 'ok']));
    await expect.poll(async () => new Set(await deployment.prometheus.ruleHealth())).toEqual(healthy);
  });

  it.each(rules.map((rule) => ({ name: 'alert' in rule ? rule.alert : rule.record, expr: rule.expr })))(
    '$name selects existing series and labels',
    async ({ expr }) => {
      await expect.poll(() => missingIn(expr)).toEqual([]);
    },
  );

  it.each(testedQueries)('$where selects existing series and labels', async (query) => {
    await expect.poll(async () => missingIn(await expressionOf(query))).toEqual([]);
  });

  it.each(runbookQueries)('the runbook of $alert selects existing series', async ({ query }) => {
    await expect(deployment.prometheus.query(query)).resolves.toBeInstanceOf(Array);
    await expect.poll(() => missingIn(query)).toEqual([]);
  });

  it.each(choices)('the choice of $label has values', async ({ series, label }) => {
    const found = await deployment.prometheus.query(series);
    expect(found.map(({ metric }) => metric[label])).toContainEqual(expect.any(String));
  });

  // Last, because they break the deployment.
  it.each(ALERT_CASES)(
    '$alerts fire while $fault, with complete texts, and clear afterwards',
    async (fault) => {
      const firing = async () =>
        (await deployment.prometheus.firing()).filter(({ labels }) =>
          fault.alerts.includes(labels['alertname'] ?? ''),
        );
      const names = async () => new Set((await firing()).map(({ labels }) => labels['alertname']));
      const end = await fault.strike(deployment);
      await expect.poll(names).toEqual(new Set(fault.alerts));
      const texts = (await firing()).flatMap(({ annotations }) => Object.values(annotations));
      expect(texts.filter((text) => /<|no value|\{\{/.test(text))).toEqual([]);
      await end();
      await expect.poll(names).toEqual(new Set());
    },
  );
});

/** Firing alerts, except those that a full or busy machine causes. */
async function firingIn({ prometheus }: RunningDeployment): Promise<string[]> {
  const names = (await prometheus.firing()).map(({ labels }) => labels['alertname'] ?? '');
  return names.filter((name) => !MACHINE_ALERTS.has(name)).toSorted();
}
