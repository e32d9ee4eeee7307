import { SpanKind, SpanStatusCode, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import { currentRequest, type WaitCause } from './request-context.js';
import { activeTracer } from './tracing.js';

type Edge = Exclude<WaitCause, 'connection'> | 'statement' | 'publish' | 'process' | 'smtp';

interface Kind {
  kind: SpanKind;
  /** Attribute of the span name: https://opentelemetry.io/docs/specs/semconv/ */
  nameAttribute?: string;
  attributes?: Attributes;
  /** Cause that the duration counts as in request logs. */
  wait?: WaitCause;
}

const STATEMENT = {
  kind: SpanKind.CLIENT,
  nameAttribute: 'db.query.summary',
  attributes: { 'db.system.name': 'postgresql' },
};

const KINDS: Record<Edge, Kind> = {
  database: { ...STATEMENT, wait: 'database' },
  // Within the span of Prisma's work, which counts as the wait.
  statement: STATEMENT,
  redis: {
    kind: SpanKind.CLIENT,
    nameAttribute: 'db.operation.name',
    attributes: { 'db.system.name': 'redis' },
    wait: 'redis',
  },
  passwords: { kind: SpanKind.INTERNAL, wait: 'passwords' },
  provider: { kind: SpanKind.CLIENT, wait: 'provider' },
  publish: {
    kind: SpanKind.PRODUCER,
    nameAttribute: 'messaging.destination.name',
    attributes: { 'messaging.operation.type': 'send', 'messaging.operation.name': 'publish' },
  },
  process: {
    kind: SpanKind.CONSUMER,
    nameAttribute: 'messaging.destination.name',
    attributes: { 'messaging.operation.type': 'process', 'messaging.operation.name': 'process' },
  },
  smtp: { kind: SpanKind.CLIENT, attributes: { 'network.protocol.name': 'smtp' } },
};

/** Edges whose span names need a prefix. */
const PREFIXED = new Set<Edge>(['publish', 'process', 'redis']);

/**
 * Runs work as part of the current request or message: its duration counts as a wait of the request, and it becomes a
 * span while tracing is on. Background work runs untraced.
 *
 * @param name from a fixed set, never user data: it appears in traces
 * @param observe receives the duration in milliseconds, also after a failure
 */
export function withSpan<T>(
  edge: Edge,
  name: string,
  work: () => Promise<T>,
  observe?: (ms: number) => void,
): Promise<T> {
  const { wait } = KINDS[edge];
  const request = wait === undefined ? undefined : currentRequest();
  const tracer = activeTracer();
  const isTraced = tracer !== undefined && trace.getActiveSpan() !== undefined;
  const traced = isTraced ? () => inSpan(tracer, edge, name, work) : work;
  if (request === undefined && observe === undefined) return traced();
  return timed(traced, (ms) => {
    if (request !== undefined && wait !== undefined) request.waitedMs[wait] += ms;
    observe?.(ms);
  });
}

function timed<T>(work: () => Promise<T>, observe: (ms: number) => void): Promise<T> {
  const startedAt = performance.now();
  return work().then(
    (result) => {
      observe(performance.now() - startedAt);
      return result;
    },
    (error: unknown) => {
      observe(performance.now() - startedAt);
      throw error;
    },
  );
}

function inSpan<T>(tracer: Tracer, edge: Edge, name: string, work: () => Promise<T>): Promise<T> {
  const { kind, nameAttribute, attributes } = KINDS[edge];
  const named = nameAttribute === undefined ? {} : { [nameAttribute]: name };
  const title = PREFIXED.has(edge) ? `${edge} ${name}` : name;
  const options = { kind, attributes: { ...attributes, ...named } };
  return tracer.startActiveSpan(title, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Records the error's name only: its message may hold user data. */
function markFailed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
}
