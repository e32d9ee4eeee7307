import { levels } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNote } from '../../e2e/support/notes.js';
import { until } from '../../e2e/support/until.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../../e2e/support/deployment/test-deployment.js';
import { AlloyFile, LABELS } from '../../e2e/support/alloy-file.js';
import { dashboards } from '../grafana/testing/dashboards.js';
import { logQueries, namedIn } from './testing/log-queries.js';

const kept = new AlloyFile('infra/alloy/config.alloy').namesIn('stage.structured_metadata');

describe('questions to Loki', () => {
  let deployment: RunningDeployment;
  let line: Record<string, unknown> = {};
  const requestLine = () => deployment.core.log().findLast(({ message }) => message === 'request');

  beforeAll(async () => {
    deployment = await new TestDeployment()
      // Nothing listens there, but lines name their traces while traces are enabled.
      .withCores(1, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
      .onClonedDatabase()
      .start();
    await createNote(deployment.http);
    await until('the request is logged', () => requestLine() !== undefined);
    line = requestLine() ?? {};
  });
  afterAll(() => deployment.stop());

  it.each(logQueries())('$where is LogQL, and each field that it names is in the log', ({ query }) => {
    const { labels, fields } = namedIn(query);
    expect(Object.keys(line)).toEqual(expect.arrayContaining([...labels, ...fields]));
  });

  it.each(logQueries())(
    '$where finds streams by their labels, and lines by what Alloy keeps of them',
    (asked) => {
      const { labels, fields } = namedIn(asked.query);
      expect(LABELS).toEqual(expect.arrayContaining([...labels]));
      expect([...LABELS, ...kept]).toEqual(expect.arrayContaining([...fields]));
    },
  );

  it.each(logQueries().filter(({ where }) => where.includes('Warnings and errors')))(
    '$where finds lines without a level too: why a start failed, or how Node died',
    ({ query }) => {
      expect(query).toContain('level!~"trace|debug|info"');
    },
  );

  it('find these, and every level that there is, where all are chosen', () => {
    const choices = dashboards.get('logs')?.templating.list ?? [];
    const choice = choices.find(({ name }) => name === 'level');
    expect(choice).toMatchObject({ allValue: '.*', query: Object.values(levels.labels).join() });
  });

  it('would be rejected with a syntax error', () => {
    expect(() => namedIn('{service="core"} | duration_ms >')).toThrow('no LogQL');
    expect(namedIn('sum by (route) (count_over_time({service="core"} | status >= 500 [1m]))')).toEqual({
      labels: new Set(['service']),
      fields: new Set(['route', 'status']),
    });
    expect(namedIn('{service="core", a="1", route=~"x"}').labels).toEqual(new Set(['service', 'a', 'route']));
  });
});
