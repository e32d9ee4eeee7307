import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD } from '../../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { createNote } from '../../apps/core/testing/note-actions.js';
import { OtlpCollector } from '../support/servers/otlp-collector.js';
import { until } from '../support/until.js';

const CLOSED_PORT = 'http://127.0.0.1:1';
/** Prints each file that is loaded and contains the processor of OpenTelemetry's SDK. */
const REPORT_SDK = `export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (String(loaded.source).includes('BatchSpanProcessorBase')) process._rawDebug('loaded ' + url);
  return loaded;
}`;
const dataUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const REPORTING_SDK = `--import=${dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(dataUrl(REPORT_SDK))});`)}`;

/** Spans that end last in a sign-up, one in each service. */
const LAST_SPANS = ['process mailer.send', 'process mailer.report'];

let collector: OtlpCollector;
beforeAll(async () => {
  collector = await OtlpCollector.start();
});
afterAll(() => collector.stop());

const root = () => collector.spans.find(({ name }) => name === 'POST /api/v1/auth/signup');
const trace = () => collector.spans.filter(({ traceId }) => traceId === root()?.traceId);

describe('the trace of a sign-up', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` };
    deployment = await new TestDeployment()
      .withCores(1, { ...tracing, RATELIMIT_ENABLED: 'true' })
      .withRedis()
      .withMailers(1, tracing)
      .onClonedDatabase()
      .start();
    const headers = { 'x-request-id': 'traced', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00` };
    await deployment.http.post(at('/auth/signup'), { email: newEmail(), password: PASSWORD }, { headers });
    const named = (name: string) => collector.spans.some((span) => span.name === name);
    await until('the last spans have arrived', () => LAST_SPANS.every(named));
  });
  afterAll(() => deployment.stop());

  it('spans both services, from the HTTP request to the mail server and back', () => {
    const steps = new Set(trace().map(({ service, name }) => `${String(service)}: ${name}`));
    for (const step of [
      'core: POST /api/v1/auth/signup',
      'core: redis limit',
      'core: argon2id',
      'core: prisma',
      'core: INSERT user_account',
      'core: COMMIT',
      'core: publish mailer.send',
      'core: outbox-published',
      'mailer: process mailer.send',
      'mailer: send mail',
      'mailer: publish mailer.report',
      'core: process mailer.report',
      'core: outbox-sent',
    ]) {
      expect(steps).toContain(step);
    }
  });

  it('ignores the traceparent of the caller and has no orphaned span', () => {
    expect(root()?.parentSpanId).toBeUndefined();
    expect(root()?.traceId).not.toBe('a'.repeat(32));
    const ids = new Set(trace().map(({ spanId }) => spanId));
    const lost = trace().filter((span) => span !== root() && !ids.has(span.parentSpanId ?? ''));
    expect(lost).toEqual([]);
  });

  it('is named by the log lines of both services', () => {
    const lines = [...deployment.core.log(), ...deployment.mailer.log()].filter(
      (line) => line['trace_id'] === root()?.traceId,
    );
    // Other lines, such as warnings about slow requests, may have the trace id as well.
    expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['mail sent', 'request']));
    expect(new Set(lines.map((line) => line['request_id']))).toEqual(new Set(['traced']));
  });

  it('is sampled at the configured rate', async () => {
    const unsampled = await deployment.addCore({ OTEL_TRACES_SAMPLER_ARG: '0' });
    await createNote(unsampled.http, {}, { headers: { 'x-request-id': 'unsampled' } });
    await unsampled.stop();
    expect(collector.spans.map(({ name }) => name)).not.toContain('POST /api/v1/note');
    const line = unsampled.log().find((logged) => logged['request_id'] === 'unsampled');
    expect(line).not.toHaveProperty('trace_id');
  });
});

describe('tracing', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment().withCores(0).onClonedDatabase().start();
  });
  afterAll(() => deployment.stop());

  it('loads no SDK unless a collector is configured', async () => {
    const reporting = { NODE_OPTIONS: REPORTING_SDK };
    const off = await deployment.addCore(reporting);
    await off.stop();
    const on = await deployment.addCore({ ...reporting, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await on.stop();
    expect(on.process.errors).toContain('loaded ');
    expect(off.process.errors).not.toContain('loaded ');
  });

  it.each([
    ['refuses', () => CLOSED_PORT],
    ['hangs', () => collector.url],
  ])('neither fails requests nor blocks the shutdown if the collector %s', async (_how, urlOf) => {
    collector.behaviour = 'hangs';
    const core = await deployment.addCore({ OTEL_EXPORTER_OTLP_ENDPOINT: urlOf() });
    for (let notes = 0; notes < 20; notes += 1) await createNote(core.http);
    await core.stop();
    collector.behaviour = 'accepts';
    // An aborted shutdown would exit with 1.
    expect(core.process.exitCode).toBe(0);
  });

  it('logs repeated rejections by the collector only once', async () => {
    collector.behaviour = 'refuses';
    const before = collector.requests;
    const core = await deployment.addCore({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await until('the collector has rejected two exports', async () => {
      await createNote(core.http);
      return collector.requests >= before + 2;
    });
    await core.stop();
    collector.behaviour = 'accepts';
    const complaints = core.log().map(({ message }) => message);
    expect(complaints.filter((message) => message === 'dropping traces: export failed')).toHaveLength(1);
  });
});
