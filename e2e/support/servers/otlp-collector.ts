import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { assertNoSecretsIn } from '../../../apps/core/testing/secrets.js';

const attributeSchema = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(attributeSchema),
  status: z.object({ code: z.number().optional() }),
});
/** Part of OTLP/HTTP in JSON. https://opentelemetry.io/docs/specs/otlp/#otlphttp */
const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

export type ReceivedSpan = z.output<typeof spanSchema> & { service: unknown };

/** OTLP collector on a free loopback port that keeps its spans. */
export class OtlpCollector {
  readonly spans: ReceivedSpan[] = [];
  /** Request bodies. */
  readonly raw: string[] = [];
  /** Number of requests. */
  requests = 0;
  /** `hangs`: accepts requests without a response. */
  behaviour: 'accepts' | 'refuses' | 'hangs' = 'accepts';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.requests += 1;
      if (this.behaviour === 'refuses') response.writeHead(400).end();
      if (this.behaviour === 'accepts') void this.receive(request, response);
    });
  }

  static async start(): Promise<OtlpCollector> {
    const collector = new OtlpCollector();
    await once(collector.server.listen(0, '127.0.0.1'), 'listening');
    return collector;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the collector does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** @throws {Error} if a span contains a secret */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    assertNoSecretsIn(this.raw.join('\n'));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.raw.push(body);
    for (const { resource, scopeSpans } of requestSchema.parse(JSON.parse(body)).resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue'];
      this.spans.push(...scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service }))));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  }
}
