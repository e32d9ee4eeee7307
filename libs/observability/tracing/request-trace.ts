import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { runIn, type RequestContext } from './request-context.js';
import { activeTracer, sampledTraceId } from './tracing.js';

interface Incoming {
  /** A known method or `_OTHER`. */
  method: string;
  /** Route pattern, never the path. */
  route: string;
}

/** Context and span of an HTTP request, from its first hook to its end. */
export class RequestTrace {
  private readonly span: Span | undefined;
  private readonly context: Context;

  constructor(
    private readonly request: RequestContext,
    incoming: Incoming,
  ) {
    this.span = startSpan(incoming);
    this.context = this.span === undefined ? request : trace.setSpan(request, this.span);
  }

  /** Undefined while tracing is off, and for traces that are not sampled. */
  get traceId(): string | undefined {
    return this.span === undefined ? undefined : sampledTraceId(this.span.spanContext());
  }

  get waitedMs(): RequestContext['waitedMs'] {
    return this.request.waitedMs;
  }

  run(work: () => void): void {
    runIn(this.context, work);
  }

  /** Ends the span. Call it once, after the response or when the client disconnects. */
  end(status: number): void {
    this.span?.setAttribute('http.response.status_code', status);
    if (status >= 500) this.span?.setStatus({ code: SpanStatusCode.ERROR });
    this.span?.end();
  }
}

/** A root span, since clients are untrusted: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
function startSpan({ method, route }: Incoming): Span | undefined {
  const tracer = activeTracer();
  if (tracer === undefined) return undefined;
  const attributes = { 'http.request.method': method, 'http.route': route };
  return tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, ROOT_CONTEXT);
}
