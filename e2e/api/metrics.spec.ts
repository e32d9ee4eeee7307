import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { metricsAddress, scrape, type Metrics } from '../support/metrics.js';
import { createNote } from '../../apps/core/testing/note-actions.js';
import type { ProductProcess } from '../support/process.js';
import type { Core } from '../support/programs/core.js';
import { signUpFromAnywhere } from '../support/traffic/sign-up-traffic.js';
import { until } from '../support/until.js';
import { OF_MAIL, OF_CORE, OF_JETSTREAM, OF_REDIS, OF_RUNTIME } from './metrics-contract.js';

let deployment: RunningDeployment;
let core: Core;

beforeAll(async () => {
  deployment = await new TestDeployment()
    .ofTarget()
    .withRedis()
    .withMailers(1, { METRICS_PORT: '0', HTTP_HOST: '127.0.0.1' })
    .onClonedDatabase()
    .start();
  ({ core } = deployment);
});
afterAll(() => deployment.stop());

/** Scrapes the program once this metric has a value. */
async function settled(program: ProductProcess, sign: string): Promise<Metrics> {
  let metrics = await scrape(program);
  await until(`${sign} is known`, async () => {
    metrics = await scrape(program);
    return metrics.value(sign) !== undefined;
  });
  return metrics;
}

function expectAll({ kinds, samples }: Metrics, contract: Record<string, string>): void {
  expect(kinds).toMatchObject(contract);
  const exported = new Set(samples.map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')));
  expect(Object.keys(contract).filter((name) => !exported.has(name))).toEqual([]);
}

describe('METRICS_PORT serves a kind, a help text and a value for each metric', () => {
  it('of core', async () => {
    await createNote(core.http);
    await core.http.get('/nothing');
    await until(
      'the report stream has nothing pending',
      async () => (await scrape(core.process)).value('onasty_jetstream_pending') === 0,
    );
    const metrics = await settled(core.process, 'onasty_sweeper_last_run_timestamp_seconds');
    expectAll(metrics, { ...OF_CORE, ...OF_JETSTREAM, ...OF_REDIS, ...OF_RUNTIME });
  });

  it('of the mailer', async () => {
    const { http, mailer, smtp } = deployment;
    smtp.replies = { DATA: '550 5.4.5 quota used up' };
    await signUpFromAnywhere(http);
    await settled(mailer, 'onasty_mail_server_failure{reply="smtp 5.4.5"}');
    const metrics = await settled(mailer, 'onasty_jetstream_pending');
    smtp.replies = {};
    expectAll(metrics, { ...OF_MAIL, ...OF_JETSTREAM, ...OF_RUNTIME });
    expect(metrics.value('onasty_circuit_open{part="smtp"}')).toBe(0);
    expect(metrics.value('onasty_build_info{service="mailer"}')).toBe(1);
  });

  it('of standalone, which needs neither Redis nor NATS', async () => {
    const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'notes@onasty.example' };
    await using standalone = await new TestDeployment().asStandalone(mail).onClonedDatabase().start();
    await createNote(standalone.http);
    await standalone.http.get('/nothing');
    await signUpFromAnywhere(standalone.http);
    await settled(standalone.core.process, 'onasty_mail_server_failure{reply="connect ECONNREFUSED"}');
    const metrics = await settled(standalone.core.process, 'onasty_sweeper_last_run_timestamp_seconds');
    expectAll(metrics, { ...OF_CORE, ...OF_MAIL, ...OF_RUNTIME });
    expect(metrics.value('onasty_build_info{service="standalone"}')).toBe(1);
    expect(metrics.value('onasty_redis_up')).toBeUndefined();
  });
});

describe('METRICS_PORT', () => {
  it('serves nothing but /metrics, by GET and HEAD', async () => {
    const address = await metricsAddress(core.process);
    const { origin } = new URL(address);
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(`${origin}${path}`, { method })).status;
    for (const method of ['GET', 'HEAD']) expect(await statusOf('/metrics', method)).toBe(200);
    for (const path of ['/', '/health/live', '/api/ping', '/metrics/', '/Metrics'])
      expect(await statusOf(path)).toBe(404);
    for (const method of ['POST', 'DELETE', 'OPTIONS']) expect(await statusOf('/metrics', method)).toBe(404);
    expect((await core.http.get('/metrics')).status).toBe(404);
  });

  it('serves OpenMetrics to clients that accept it, and the text format to others', async () => {
    const address = await metricsAddress(core.process);
    const accept = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
    const [open, plain] = await Promise.all([fetch(address, { headers: { accept } }), fetch(address)]);
    expect(open.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
    expect(plain.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await open.text()).toMatch(/# EOF\n?$/);
    expect(await plain.text()).not.toContain('# EOF');
  });
});

describe('an exemplar', () => {
  const accept = 'application/openmetrics-text; version=1.0.0';
  const expositionsOf = async (program: ProductProcess) => {
    const address = await metricsAddress(program);
    const [open, plain] = await Promise.all([fetch(address, { headers: { accept } }), fetch(address)]);
    return { open: await open.text(), plain: await plain.text() };
  };

  it('names the trace of a request, but only in OpenMetrics', async () => {
    const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_SAMPLER_ARG: '1' };
    const traced = await deployment.addCore(traces);
    await traced.http.get('/api/ping');
    const sample = /^http_request_latency_seconds_bucket\{.*\} \d+ # \{trace_id="[0-9a-f]{32}"\} /m;
    await expect.poll(async () => (await expositionsOf(traced.process)).open).toMatch(sample);
    expect((await expositionsOf(traced.process)).plain).not.toContain('trace_id');
  });

  it('is absent while traces are disabled', async () => {
    await core.http.get('/api/ping');
    const { open, plain } = await expositionsOf(core.process);
    expect(open + plain).not.toMatch(/trace_id|# \{/);
  });
});

it('METRICS_PORT reports a Redis outage and the fallbacks that it causes', async () => {
  const limited = await deployment.addCore({ RATELIMIT_ENABLED: 'true' });
  const read = async (name: string) => (await scrape(limited.process)).value(name) ?? NaN;
  await until('Redis is up', async () => (await read('onasty_redis_up')) === 1);
  const before = await read('onasty_redis_fallbacks_total');
  await deployment.redis.kill();
  await until('the outage is noticed', async () => (await read('onasty_redis_up')) === 0);
  await limited.http.get('/api/ping');
  expect(await read('onasty_redis_fallbacks_total')).toBeGreaterThan(before);
});
