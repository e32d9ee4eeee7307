import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { dashboards, panelsOf, readDashboard, valuesOf } from '../../infra/grafana/testing/dashboards.js';
import { rules } from '../../infra/prometheus/testing/rules.js';
import { selectorsOf } from '../../infra/prometheus/testing/selectors.js';
import { renderChart } from '../testing/helm-chart.js';

const RUNBOOKS = 'https://git.example.com/docs/runbooks';
const metrics = { enabled: true, port: 9464, namespace: 'monitoring', labels: {}, runbooks: RUNBOOKS };
const WITH_METRICS = { metrics: { ...metrics, dashboards: true } };
/** Matcher for the namespace of the release. */
const MATCHER = 'namespace="default"';
/** Rules that the chart omits: a cluster monitors its machines and its ingress by other means. */
const OF_MACHINES = new Set([
  'Watchdog',
  'TargetDown',
  'SiteUnreachable',
  'CertificateExpires',
  'onasty:disk_room:ratio',
  'DiskFull',
  'BackupOld',
]);

const texts = z.record(z.string(), z.string());
const ruleObject = z.object({
  spec: z.object({
    groups: z.array(
      z.looseObject({
        rules: z.array(
          z.looseObject({
            alert: z.string().optional(),
            record: z.string().optional(),
            expr: z.string(),
            labels: texts,
            annotations: texts.optional(),
          }),
        ),
      }),
    ),
  }),
});
const configMap = z.object({ data: texts });
const labelled = z.object({ metadata: z.object({ labels: texts }) });

const objects = renderChart(WITH_METRICS);
const ofKind = (kind: string, among = objects) => among.find((candidate) => candidate.kind === kind);
const rulesInChart = () =>
  ruleObject.parse(ofKind('PrometheusRule')).spec.groups.flatMap((group) => group.rules);
/** Sorts rules, because the order of files differs from that of the chart. */
const inOrder = (all: object[]) => all.map((one) => JSON.stringify(one)).toSorted();
/** Removes the restriction to a namespace. */
const everywhere = (expression: string) =>
  expression.replaceAll(`{${MATCHER}}`, '').replaceAll(`${MATCHER}, `, '').replaceAll('{}', '');

function expectNarrowed(expression: string): void {
  for (const selector of selectorsOf(expression)) expect(selector).toContain(MATCHER);
}

describe('the alert rules of the chart', () => {
  it('are the rules of infra/ except those about machines', () => {
    const expected = rules
      .map((rule) => ({ name: 'alert' in rule ? rule.alert : rule.record, expr: rule.expr }))
      .filter(({ name }) => !OF_MACHINES.has(name));
    const found = rulesInChart().map((rule) => ({
      name: rule.alert ?? rule.record,
      expr: everywhere(rule.expr),
    }));
    expect(inOrder(found)).toEqual(inOrder(expected));
  });

  it('select only the namespace of the release, and label their series with it', () => {
    for (const { expr, labels } of rulesInChart()) {
      expectNarrowed(expr);
      expect(labels['namespace']).toBe('default');
    }
  });

  it('are accepted by Prometheus', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-chart-rules-'));
    await writeFile(join(folder, 'rules.yml'), stringify(ruleObject.parse(ofKind('PrometheusRule')).spec));
    const { stdout } = await promisify(execFile)('promtool', ['check', 'rules', join(folder, 'rules.yml')]);
    await rm(folder, { recursive: true });
    expect(stdout).toContain(`SUCCESS: ${rulesInChart().length} rules found`);
  });

  it('link to the runbooks at the configured URL', () => {
    for (const { alert, annotations } of rulesInChart().filter((rule) => rule.alert !== undefined)) {
      expect(annotations?.['runbook_url']).toBe(`${RUNBOOKS}/${alert}.md`);
    }
  });

  it.each(['PrometheusRule', 'ServiceMonitor'])(
    'have the configured labels on each %s, by which the operator finds it',
    (kind) => {
      const labels = { release: 'kube-prometheus-stack' };
      const among = renderChart({ metrics: { ...WITH_METRICS.metrics, labels } });
      expect(labelled.parse(ofKind(kind, among)).metadata.labels).toMatchObject(labels);
    },
  );
});

describe('the dashboards of the chart', () => {
  const { data } = configMap.parse(ofKind('ConfigMap'));

  it('are the dashboards of infra/, within the size limit of a ConfigMap', () => {
    expect(Object.keys(data)).toEqual([...dashboards.keys()].map((name) => `${name}.json`));
    expect(JSON.stringify(data).length).toBeLessThan(1_048_576);
  });

  it.each([...dashboards])(
    '%s has the queries of infra/, restricted to the namespace of the release',
    (name, source) => {
      const shown = readDashboard(data[`${name}.json`] ?? '');
      const queriesOf = (of: typeof source) =>
        panelsOf(of).flatMap(({ targets }) =>
          targets.map(({ expr, datasource }) => ({ expr, isNumbers: datasource.type === 'prometheus' })),
        );
      const queries = queriesOf(shown);
      for (const { expr } of queries.filter(({ isNumbers }) => isNumbers)) expectNarrowed(expr);
      for (const choice of shown.templating.list.map(valuesOf)) if (choice) expectNarrowed(choice.series);
      expect(queries.map(({ expr }) => everywhere(expr))).toEqual(
        queriesOf(source).map(({ expr }) => expr.replaceAll('{}', '')),
      );
      expect({ ...shown, panels: [], templating: {} }).toEqual({ ...source, panels: [], templating: {} });
    },
  );

  it('can be disabled, for a Grafana that has them from another release', () => {
    const kinds = renderChart({ metrics: { ...metrics, dashboards: false } }).map(({ kind }) => kind);
    expect(kinds).toContain('PrometheusRule');
    expect(kinds).not.toContain('ConfigMap');
  });
});

describe('the monitoring of the chart', () => {
  it('is absent by default', () => {
    const kinds = renderChart().map(({ kind }) => kind);
    expect(kinds.filter((kind) => ['PrometheusRule', 'ConfigMap'].includes(kind))).toEqual([]);
  });
});
