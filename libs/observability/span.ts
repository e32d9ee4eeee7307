import { SpanKind, SpanStatusCode, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import { currentRequest, type WaitCause } from './request-context.js';
import { activeTracer } from './tracing.js';

/** What a step is at: a row for each edge of the program. */
type StepKind = Exclude<WaitCause, 'connection'> | 'publish' | 'process' | 'smtp';

interface Kind {
  kind: SpanKind;
  /** The attribute that holds the name of the step. https://opentelemetry.io/docs/specs/semconv/ */
  nameAttribute?: string;
  attributes?: Attributes;
  /** Counted for requests that are slow. */
  wait?: WaitCause;
}

const KINDS: Record<StepKind, Kind> = {
  database: {
    kind: SpanKind.CLIENT,
    nameAttribute: 'db.query.summary',
    attributes: { 'db.system.name': 'postgresql' },
    wait: 'database',
  },
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

/** The name alone would not tell what these are. */
const NAMED_WITH_STEP = new Set<StepKind>(['publish', 'process', 'redis']);

/**
 * Does the work as a step of the request or message under way: how long it takes counts among what a slow request
 * waited for, and it is a span while traces are on. Work that nobody asked for, such as sweeping, is just done.
 *
 * @param name one of a bounded number, never anything of a user: it is in the trace
 * @param took is told how many milliseconds it took, however it ended
 */
export function withSpan<T>(
  step: StepKind,
  name: string,
  work: () => Promise<T>,
  took?: (ms: number) => void,
): Promise<T> {
  const { wait } = KINDS[step];
  const request = wait === undefined ? undefined : currentRequest();
  const tracer = activeTracer();
  const isTraced = tracer !== undefined && trace.getActiveSpan() !== undefined;
  const traced = isTraced ? () => inSpan(tracer, step, name, work) : work;
  if (request === undefined && took === undefined) return traced();
  return timed(traced, (ms) => {
    if (request !== undefined && wait !== undefined) request.waitedMs[wait] += ms;
    took?.(ms);
  });
}

async function timed<T>(work: () => Promise<T>, took: (ms: number) => void): Promise<T> {
  const beganAt = performance.now();
  try {
    return await work();
  } finally {
    took(performance.now() - beganAt);
  }
}

function inSpan<T>(tracer: Tracer, step: StepKind, name: string, work: () => Promise<T>): Promise<T> {
  const { kind, nameAttribute, attributes } = KINDS[step];
  const named = nameAttribute === undefined ? {} : { [nameAttribute]: name };
  const title = NAMED_WITH_STEP.has(step) ? `${step} ${name}` : name;
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

/** The kind of the error alone: its words may hold what a user sent. */
function markFailed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
}
