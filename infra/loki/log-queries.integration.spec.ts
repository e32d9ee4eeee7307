import { levels } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNote } from '../../apps/core/testing/note-actions.js';
import { until } from '../../e2e/support/until.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../../e2e/support/deployment/test-deployment.js';
import { AlloyFile, LABELS } from '../../e2e/support/alloy-file.js';
import { ActivityWindow } from '../../apps/core/http/clients/activity-window.js';
import { dashboards } from '../grafana/testing/dashboards.js';
import { logQueries, namedIn } from './testing/log-queries.js';

/** Fields of the line `busy client`. */
const busyFields = ((): string[] => {
  const window = new ActivityWindow();
  window.add('any', { requests: 1_000_000 });
  return ['client', ...window.busiest().flatMap(([, activity]) => Object.keys(activity))];
})();
const extracted = new AlloyFile('infra/alloy/config.alloy').namesIn('stage.structured_metadata');

describe('queries to Loki', () => {
  let deployment: RunningDeployment;
  let line: Record<string, unknown> = {};
  const requestLine = () => deployment.core.log().findLast(({ message }) => message === 'request');

  beforeAll(async () => {
    deployment = await new TestDeployment()
      // Address without a listener, because log lines name their traces only while traces are enabled.
      .withCores(1, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
      .onClonedDatabase()
      .start();
    await createNote(deployment.http);
    await until('the request is logged', () => requestLine() !== undefined);
    line = requestLine() ?? {};
  });
  afterAll(() => deployment.stop());

  it.each(logQueries())('$where is valid LogQL and names existing fields of the log', ({ query }) => {
    const { labels, fields } = namedIn(query);
    const known = [...Object.keys(line), ...(query.includes('busy client') ? busyFields : [])];
    expect(known).toEqual(expect.arrayContaining([...labels, ...fields]));
  });

  it.each(logQueries())('$where uses only labels and fields that Alloy extracts', ({ query }) => {
    const { labels, fields } = namedIn(query);
    expect(LABELS).toEqual(expect.arrayContaining([...labels]));
    expect([...LABELS, ...extracted]).toEqual(expect.arrayContaining([...fields]));
  });

  it.each(logQueries().filter(({ where }) => where.includes('Warnings and errors')))(
    '$where includes lines without a level, such as a failed start or a crash of Node',
    ({ query }) => {
      expect(query).toContain('level!~"trace|debug|info"');
    },
  );

  it('include lines without a level and every level by default', () => {
    const choices = dashboards.get('logs')?.templating.list ?? [];
    const choice = choices.find(({ name }) => name === 'level');
    expect(choice).toMatchObject({ allValue: '.*', query: Object.values(levels.labels).join() });
  });

  it('are rejected if their syntax is invalid', () => {
    expect(() => namedIn('{service="core"} | duration_ms >')).toThrow('no LogQL');
    expect(namedIn('sum by (route) (count_over_time({service="core"} | status >= 500 [1m]))')).toEqual({
      labels: new Set(['service']),
      fields: new Set(['route', 'status']),
    });
    expect(namedIn('{service="core", a="1", route=~"x"}').labels).toEqual(new Set(['service', 'a', 'route']));
  });
});
