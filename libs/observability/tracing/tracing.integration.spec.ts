import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OtlpCollector } from '../../../e2e/support/servers/otlp-collector.js';
import { silentLogger, type AppLogger } from '../app-logger.js';
import { RequestContext } from './request-context.js';
import { RequestTrace } from './request-trace.js';
import { withSpan } from './span.js';
import { currentTraceContext, runInTraceContext } from './trace-context.js';
import { activeTracer, currentTraceId, startTracing } from './tracing.js';

const INCOMING = { method: 'GET', route: '/api/v1/note/:slug' };
const startTrace = () => new RequestTrace(new RequestContext('one'), INCOMING);

/** Trace id of a request, and what is known of it within. */
async function traced() {
  const request = startTrace();
  const seen = await new Promise<{ id: string | undefined; traceparent: string | null }>((resolve) => {
    request.run(() => resolve({ id: currentTraceId(), traceparent: currentTraceContext().traceparent }));
  });
  request.end(200);
  return { ...seen, traceId: request.traceId };
}

describe('startTracing', () => {
  let collector: OtlpCollector;
  let stop: () => Promise<void> = () => Promise.resolve();
  const start = async (sampledShare = 1, logger: AppLogger = silentLogger) => {
    stop = await startTracing('example', { endpoint: collector.url, sampledShare }, logger);
  };

  beforeAll(async () => {
    collector = await OtlpCollector.start();
  });
  afterEach(() => stop());
  afterAll(() => collector.stop());

  it('changes nothing without an endpoint', async () => {
    stop = await startTracing('example', { endpoint: undefined, sampledShare: 1 }, silentLogger);
    expect(activeTracer()).toBeUndefined();
    expect(await traced()).toEqual({ id: undefined, traceparent: null, traceId: undefined });
  });

  it('exports the spans of a request when it stops', async () => {
    await start();
    const request = startTrace();
    await new Promise<void>((resolve) => {
      request.run(() => void withSpan('redis', 'take', () => Promise.resolve()).then(resolve));
    });
    request.end(500);
    await stop();
    const spans = collector.spans.filter(({ traceId }) => traceId === request.traceId);
    const root = spans.find(({ name }) => name === 'GET /api/v1/note/:slug');
    expect(root).toMatchObject({ service: 'example', status: { code: 2 } });
    expect(root?.parentSpanId).toBeUndefined();
    expect(spans.find(({ name }) => name === 'redis take')?.parentSpanId).toBe(root?.spanId);
  });

  it('is off after it stopped, and can start again', async () => {
    await start();
    const { id, traceId, traceparent } = await traced();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect([traceId, traceparent]).toEqual([id, expect.stringContaining(`00-${id}-`)]);
    await stop();
    expect(activeTracer()).toBeUndefined();
    expect(await traced()).toEqual({ id: undefined, traceparent: null, traceId: undefined });
    await start();
    expect((await traced()).id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('names no trace that is not sampled', async () => {
    await start(0);
    expect(await traced()).toMatchObject({ id: undefined, traceId: undefined });
  });

  it('continues the trace of a message and records the kind of an error without its text', async () => {
    await start();
    const { id, traceparent } = await traced();
    const failing = runInTraceContext({ requestId: 'one', traceparent }, () =>
      withSpan('process', 'mailer.send', () => Promise.reject(new TypeError('of ada@example.com'))),
    );
    await expect(failing).rejects.toThrow(TypeError);
    await stop();
    const span = collector.spans.find(({ name }) => name === 'process mailer.send');
    expect(span).toMatchObject({ traceId: id, status: { code: 2 } });
    expect(JSON.stringify(span)).toContain('TypeError');
    expect(collector.raw.join()).not.toContain('ada@example.com');
  });

  it('logs that a collector rejects spans, once', async () => {
    const warnings: string[] = [];
    await start(1, { ...silentLogger, warn: (_fields, message) => void warnings.push(message) });
    collector.behaviour = 'refuses';
    const before = collector.requests;
    await expect
      .poll(async () => {
        await traced();
        return collector.requests - before;
      })
      .toBeGreaterThan(1);
    await stop();
    collector.behaviour = 'accepts';
    expect(warnings).toEqual(['dropping traces: export failed']);
  });
});
