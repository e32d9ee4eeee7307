import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createNote } from '../support/notes.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';
import { AlloyFile } from './alloy-file.js';

const alloy = new AlloyFile('infra/alloy/config.alloy');
const METADATA = ['request_id', 'trace_id', 'route', 'status', 'duration_ms'];

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

describe('what Alloy collects', () => {
  // Nobody listens there, but lines have the id of their trace while traces are on.
  const world = useCore({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  const requestLine = () =>
    world()
      .core.log()
      .find(({ message }) => message === 'request');

  beforeAll(async () => {
    await createNote(world().core.direct);
    await until('the request is logged', () => requestLine() !== undefined);
  });

  it('goes from part to part, each of which is there and used', () => {
    expect(alloy.isBalanced).toBe(true);
    const sinks = ['loki.write.loki', 'otelcol.exporter.otlphttp.tempo'];
    expect(alloy.components).toEqual(expect.arrayContaining(sinks));
    expect(alloy.references.filter((part) => !alloy.components.includes(part))).toEqual([]);
    const sources = ['loki.source.docker.onasty', 'otelcol.receiver.otlp.onasty'];
    const unused = alloy.components.filter((part) => !alloy.references.includes(part));
    expect(new Set(unused)).toEqual(new Set(sources));
  });

  it('is of each line what our lines have', () => {
    expect(Object.keys(requestLine() ?? {})).toEqual(expect.arrayContaining(alloy.namesIn('stage.json')));
    expect(alloy.namesIn('stage.json')).toEqual(['time', 'level', ...METADATA]);
  });

  it('makes labels of two things with few values, and metadata of the rest', () => {
    expect(alloy.namesIn('stage.labels')).toEqual(['level']);
    expect(alloy.namesIn('stage.structured_metadata')).toEqual(METADATA);
  });

  it('is taken by Loki, which keeps metadata and forgets what is old', () => {
    const { schema_config: schemas } = lokiSchema.parse(read('infra/loki/loki.yml'));
    expect(schemas.configs[0]).toMatchObject({ store: 'tsdb', schema: 'v13' });
  });

  it('is taken by Tempo, which forgets what is old', () => {
    const { backend_worker: worker, backend_scheduler: scheduler } = tempoSchema.parse(
      read('infra/tempo/tempo.yml'),
    );
    expect(worker.compaction).toEqual(scheduler.provider.compaction.compaction);
  });

  it('is sent where the two listen', () => {
    const { endpoint } = tempoSchema.parse(read('infra/tempo/tempo.yml')).distributor.receivers.otlp.protocols
      .http;
    expect(alloy.addresses.map(({ host }) => host)).toEqual([
      'loki:3100',
      endpoint.replace('0.0.0.0', 'tempo'),
    ]);
  });
});
