import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { RequestContext, runIn } from './request-context.js';
import { activeTracer, keptTraceId } from './tracing.js';

interface Incoming {
  id: string;
  /** One of those that are known, or `_OTHER`. */
  method: string;
  /** The pattern of its route, never the path. */
  route: string;
}

/** An HTTP request from its first hook to its end: log lines, waits and spans of what runs for it are its own. */
export class RequestTrace {
  private readonly request: RequestContext;
  private readonly span: Span | undefined;
  private readonly context: Context;

  constructor(incoming: Incoming) {
    this.request = new RequestContext(incoming.id, ROOT_CONTEXT);
    this.span = startSpan(incoming);
    this.context = this.span === undefined ? this.request : trace.setSpan(this.request, this.span);
  }

  /** Undefined while traces are off, and for one that is not kept. */
  get traceId(): string | undefined {
    return this.span === undefined ? undefined : keptTraceId(this.span.spanContext());
  }

  /** What it waited for so far, in milliseconds. */
  get waitedMs(): RequestContext['waitedMs'] {
    return this.request.waitedMs;
  }

  /** Does the work, and whatever comes of it, in the name of this request. */
  run(work: () => void): void {
    runIn(this.context, work);
  }

  /** To be called once, when it is answered or the client is gone. */
  end(status: number): void {
    this.span?.setAttribute('http.response.status_code', status);
    if (status >= 500) this.span?.setStatus({ code: SpanStatusCode.ERROR });
    this.span?.end();
  }
}

/**
 * Names follow https://opentelemetry.io/docs/specs/semconv/http/http-spans/, without the path and the client's address.
 * A trace begins here: anybody may call, and has no say in which traces are kept and what they are called.
 */
function startSpan({ method, route }: Incoming): Span | undefined {
  const tracer = activeTracer();
  if (tracer === undefined) return undefined;
  const attributes = { 'http.request.method': method, 'http.route': route };
  return tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, ROOT_CONTEXT);
}
