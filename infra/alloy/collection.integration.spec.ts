import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createNote } from '../../apps/core/testing/note-actions.js';
import { until } from '../../e2e/support/until.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../../e2e/support/deployment/test-deployment.js';
import { AlloyFile, LABELS } from '../../e2e/support/alloy-file.js';

const alloy = new AlloyFile('infra/alloy/config.alloy');
const traces = new AlloyFile('infra/alloy/traces.alloy');

const lokiSchema = z.object({
  server: z.object({ http_listen_port: z.literal(3100) }),
  schema_config: z.object({ configs: z.tuple([z.looseObject({ store: z.string(), schema: z.string() })]) }),
  limits_config: z.object({
    allow_structured_metadata: z.literal(true),
    discover_service_name: z.tuple([]),
    retention_period: z.string().regex(/^\d+h$/),
  }),
  compactor: z.looseObject({ retention_enabled: z.literal(true), delete_request_store: z.string() }),
});
const retentionSchema = z.object({ block_retention: z.string().regex(/^\d+h$/) });
const tempoSchema = z.object({
  server: z.object({ http_listen_port: z.literal(3200) }),
  distributor: z.object({
    receivers: z.object({
      otlp: z.object({ protocols: z.object({ http: z.object({ endpoint: z.string() }) }) }),
    }),
  }),
  backend_scheduler: z.object({
    provider: z.object({ compaction: z.object({ compaction: retentionSchema }) }),
  }),
  backend_worker: z.object({ compaction: retentionSchema }),
});
const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));

describe('Alloy', () => {
  let deployment: RunningDeployment;
  const requestLine = () => deployment.core.log().find(({ message }) => message === 'request');

  beforeAll(async () => {
    deployment = await new TestDeployment()
      // Address without a listener, because log lines name their traces only while traces are enabled.
      .withCores(1, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
      .onClonedDatabase()
      .start();
    await createNote(deployment.http);
    await until('the request is logged', () => requestLine() !== undefined);
  });
  afterAll(() => deployment.stop());

  it.each([
    [alloy, 'loki.source.docker.onasty', 'loki.write.loki'],
    [traces, 'otelcol.receiver.otlp.onasty', 'otelcol.exporter.otlphttp.tempo'],
  ])('references only existing components and uses each', (file, source, sink) => {
    expect(file.isBalanced).toBe(true);
    expect(file.components).toContain(sink);
    expect(file.references.filter((part) => !file.components.includes(part))).toEqual([]);
    expect(file.components.filter((part) => !file.references.includes(part))).toEqual([source]);
  });

  it('maps two fields with few values to labels and the others to structured metadata', () => {
    const taken = alloy.namesIn('stage.json');
    expect(alloy.namesIn('stage.labels').map((name) => ['service', name])).toEqual([LABELS]);
    expect(taken).toEqual(['time', 'level', ...alloy.namesIn('stage.structured_metadata')]);
    const logged = Object.keys(requestLine() ?? {}).filter((name) => !['service', 'message'].includes(name));
    expect(taken).toEqual(expect.arrayContaining(logged));
  });

  it('sends logs to a Loki whose schema stores structured metadata', () => {
    const { schema_config: schemas } = lokiSchema.parse(read('infra/loki/loki.yml'));
    expect(schemas.configs[0]).toMatchObject({ store: 'tsdb', schema: 'v13' });
  });

  it('sends traces to a Tempo whose worker and scheduler have the same retention', () => {
    const { backend_worker: worker, backend_scheduler: scheduler } = tempoSchema.parse(
      read('infra/tempo/tempo.yml'),
    );
    expect(worker.compaction).toEqual(scheduler.provider.compaction.compaction);
  });

  it('sends to the ports of Loki and Tempo', () => {
    const { endpoint } = tempoSchema.parse(read('infra/tempo/tempo.yml')).distributor.receivers.otlp.protocols
      .http;
    expect([...alloy.addresses, ...traces.addresses].map(({ host }) => host)).toEqual([
      'loki:3100',
      endpoint.replace('0.0.0.0', 'tempo'),
    ]);
  });
});
