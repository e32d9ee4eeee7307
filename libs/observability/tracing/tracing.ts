import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  context,
  propagation,
  ProxyTracerProvider,
  trace,
  TraceFlags,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { buildInfo } from '../build-info.js';
import type { AppLogger } from '../app-logger.js';

export interface TracingSettings {
  /** URL of an OTLP/HTTP collector, without `/v1/traces`. Undefined: tracing is off. */
  endpoint: string | undefined;
  /** Share of traces to keep, from 0 to 1. */
  sampledShare: number;
}

const FLUSH_WITHIN_MS = 1_000;
const SEND_EVERY_MS = 1_000;
const EXPORT_TIMEOUT_MS = 5_000;
const WARN_EVERY_MS = 60_000;

const TRACER = 'onasty';

/** Undefined while tracing is off. */
export function activeTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider ? provider.getDelegateTracer(TRACER) : undefined;
}

/**
 * Exports traces by OTLP over HTTP if an endpoint is set; the SDK is loaded only then. An unavailable collector loses
 * spans, never delays a request, and is logged once a minute.
 *
 * @returns a function that flushes for at most a second and stops
 */
export async function startTracing(
  service: string,
  settings: TracingSettings,
  logger: Pick<AppLogger, 'warn'>,
): Promise<() => Promise<void>> {
  if (settings.endpoint === undefined) return () => Promise.resolve();
  const provider = await loadProvider(service, settings, logger);
  trace.setGlobalTracerProvider(provider);
  return async () => {
    trace.disable();
    propagation.disable();
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_WITHIN_MS));
    await Promise.race([provider.shutdown().catch(() => undefined), timeout]);
  };
}

export function currentTraceId(): string | undefined {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? undefined : sampledTraceId(span);
}

/** Returns undefined for a trace that is not sampled. */
export function sampledTraceId({ traceFlags, traceId }: SpanContext): string | undefined {
  return (traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : traceId;
}

async function loadProvider(
  service: string,
  { endpoint, sampledShare }: TracingSettings,
  logger: Pick<AppLogger, 'warn'>,
) {
  const [core, resources, sdk, otlp] = await Promise.all([
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  core.setGlobalErrorHandler(throttledWarning(logger));
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  const exporter = new otlp.OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return new sdk.TracerProvider({
    resource: resources.resourceFromAttributes(resourceOf(service)),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(sampledShare) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
}

/** Distinguishes processes: https://opentelemetry.io/docs/specs/semconv/resource/ */
function resourceOf(service: string) {
  const { version, commit } = buildInfo();
  return {
    'service.name': service,
    'service.namespace': 'onasty',
    'service.version': version,
    'service.instance.id': randomUUID(),
    'host.name': hostname(),
    'process.pid': process.pid,
    ...(commit !== undefined && { 'vcs.ref.head.revision': commit }),
  };
}

function throttledWarning(logger: Pick<AppLogger, 'warn'>): (error: unknown) => void {
  let warnedAt = -Infinity;
  return (error) => {
    if (performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    logger.warn({ err: error }, 'dropping traces: export failed');
  };
}
