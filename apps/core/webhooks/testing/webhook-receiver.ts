import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  event: z.output<typeof eventSchema>;
}

const eventSchema = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.looseObject({ id: z.string(), sequence: z.number().optional() }),
});

/** Endpoint of webhooks on loopback; responds with `status`. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  status = 204;

  private constructor(
    readonly url: string,
    readonly close: () => void,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { headers, url: path = '' } = request;
        receiver.received.push({ path, headers, text, event: eventSchema.parse(JSON.parse(text)) });
        const location = receiver.status < 400 ? { location: `${receiver.url}/elsewhere` } : {};
        response.writeHead(receiver.status, location).end('a body');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const receiver = new WebhookReceiver(`http://127.0.0.1:${port}`, () => server.close());
    return receiver;
  }

  types(path = '/'): string[] {
    return this.received.filter((one) => one.path === path).map(({ event }) => event.type);
  }
}
