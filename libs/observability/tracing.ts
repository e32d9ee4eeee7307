import { context, propagation, trace, TraceFlags, type SpanContext, type Tracer } from '@opentelemetry/api';

export interface TracingSettings {
  /** Where an OTLP/HTTP collector listens, without `/v1/traces`. Undefined: traces are off. */
  endpoint: string | undefined;
  /** From 0 to 1: which share of the traces that begin here is kept. */
  sampledShare: number;
}

/** The part of a logger that this file writes to; pino's has it. */
interface WarningLogger {
  warn(fields: object, message: string): void;
}

/** A collector that hangs may cost the end of a program no more than that. */
const FLUSH_WITHIN_MS = 1_000;
const SEND_EVERY_MS = 1_000;
const EXPORT_TIMEOUT_MS = 5_000;
const COMPLAIN_EVERY_MS = 60_000;

let tracer: Tracer | undefined;

/** Undefined while traces are off, so that nothing is prepared for nobody. */
export const activeTracer = (): Tracer | undefined => tracer;

/**
 * Sends traces by OTLP over HTTP from now on, if an endpoint is set; the SDK is loaded only then. A collector that is
 * away or hangs is told of once a minute, and costs spans, never a request.
 *
 * @returns ends that: sends what is left, for a second at most
 */
export async function startTracing(
  service: string,
  settings: TracingSettings,
  logger: WarningLogger,
): Promise<() => Promise<void>> {
  if (settings.endpoint === undefined) return () => Promise.resolve();
  const provider = await loadProvider(service, settings, logger);
  trace.setGlobalTracerProvider(provider);
  tracer = provider.getTracer('onasty');
  return async () => {
    tracer = undefined;
    const timeUp = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_WITHIN_MS));
    await Promise.race([provider.shutdown().catch(() => undefined), timeUp]);
  };
}

/** The trace of the request or message that this code works for, if it is one that is kept. */
export function currentTraceId(): string | undefined {
  if (tracer === undefined) return undefined;
  const span = trace.getSpanContext(context.active());
  return span === undefined ? undefined : keptTraceId(span);
}

/** The trace of a span, if it is one that is kept. */
export function keptTraceId({ traceFlags, traceId }: SpanContext): string | undefined {
  return (traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : traceId;
}

async function loadProvider(
  service: string,
  { endpoint, sampledShare }: TracingSettings,
  logger: WarningLogger,
) {
  const [core, resources, sdk, otlp] = await Promise.all([
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  core.setGlobalErrorHandler(complainingSeldom(logger));
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  const exporter = new otlp.OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': service, 'service.namespace': 'onasty' }),
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

function complainingSeldom(logger: WarningLogger): (fault: unknown) => void {
  let complainedAt = -Infinity;
  return (fault) => {
    if (performance.now() - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = performance.now();
    logger.warn({ err: fault }, 'traces can not be sent, and are dropped');
  };
}
