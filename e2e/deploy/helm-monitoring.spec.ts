import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { alerts } from '../observability/rules.js';
import { renderChart } from './helm-chart.js';

const WITH_METRICS = { metrics: { enabled: true, port: 9464, namespace: 'monitoring' } };
/** A cluster watches its machines and what is in front of it by other means. */
const OF_MACHINES = new Set(['Watchdog', 'TargetDown', 'SiteUnreachable', 'CertificateExpires', 'DiskFull']);

const ruleObject = z.object({
  spec: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        rules: z.array(z.looseObject({ alert: z.string().optional(), expr: z.string() })),
      }),
    ),
  }),
});
const configMap = z.object({ data: z.record(z.string(), z.string()) });

describe('what watches Onasty in a cluster', () => {
  const objects = renderChart(WITH_METRICS);
  const ofKind = (kind: string) => objects.find((candidate) => candidate.kind === kind);

  it('has each alert that is not about machines, as it is in infra/', () => {
    const rules = ruleObject.parse(ofKind('PrometheusRule')).spec.groups.flatMap((group) => group.rules);
    const expected = alerts.filter(({ alert }) => !OF_MACHINES.has(alert));
    expect(rules.filter(({ alert }) => alert !== undefined)).toEqual(expected);
  });

  it('has the dashboards of infra/', () => {
    const { data } = configMap.parse(ofKind('ConfigMap'));
    expect(Object.keys(data)).toEqual([
      'overview.json',
      'core.json',
      'mailer.json',
      'notes.json',
      'logs.json',
    ]);
    for (const [name, text] of Object.entries(data)) {
      const ours: unknown = JSON.parse(readFileSync(`infra/grafana/dashboards/${name}`, 'utf8'));
      expect(JSON.parse(text)).toEqual(ours);
    }
  });

  it('fits into what a cluster stores for one object', () => {
    expect(JSON.stringify(ofKind('ConfigMap')).length).toBeLessThan(1_048_576);
  });

  it('is not there unless it is asked for', () => {
    const kinds = renderChart().map(({ kind }) => kind);
    expect(kinds.filter((kind) => ['PrometheusRule', 'ConfigMap'].includes(kind))).toEqual([]);
  });
});
