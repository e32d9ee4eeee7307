import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { secrets } from './secrets.js';

const errorCode = z.object({ code: z.string() });

export interface TestResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  body: unknown;
  code?: string | undefined;
}

export interface TestRequest {
  headers?: OutgoingHttpHeaders;
  json?: unknown;
  body?: string | Buffer;
  localAddress?: string;
}

export interface RawRequest {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body: string | Buffer | undefined;
  localAddress: string | undefined;
}

type RawResponse = Omit<TestResponse, 'body' | 'code'>;

/** Sends requests and records every secret in them. Never retries. */
export abstract class TestHttp {
  get(path: string, options: TestRequest = {}): Promise<TestResponse> {
    return this.send('GET', path, options);
  }

  post(path: string, json: unknown, options: TestRequest = {}): Promise<TestResponse> {
    return this.send('POST', path, { ...options, json });
  }

  patch(path: string, json: unknown, options: TestRequest = {}): Promise<TestResponse> {
    return this.send('PATCH', path, { ...options, json });
  }

  delete(path: string, options: TestRequest = {}): Promise<TestResponse> {
    return this.send('DELETE', path, options);
  }

  async send(method: string, path: string, options: TestRequest = {}): Promise<TestResponse> {
    const { json, localAddress } = options;
    const body = json !== undefined ? JSON.stringify(json) : options.body;
    const headers = {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      ...options.headers,
    };
    secrets.record(path, json);
    const response = await this.exchange({ method, path, headers, body, localAddress });
    const parsed = parse(response);
    secrets.record(path, parsed);
    return { ...response, body: parsed, code: errorCode.safeParse(parsed).data?.code };
  }

  protected abstract exchange(raw: RawRequest): Promise<RawResponse>;
}

const RESPONSE_TIMEOUT_MS = 60_000;
/** Shorter than the server keeps an idle connection, so that no request meets a closing socket. */
const IDLE_SOCKET_MS = 4_000;

export class HttpClient extends TestHttp {
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS });

  constructor(readonly address: string) {
    super();
  }

  close(): void {
    this.agent.destroy();
  }

  protected exchange({ body, localAddress, ...raw }: RawRequest): Promise<RawResponse> {
    const { hostname, port } = new URL(this.address);
    return new Promise((resolve, reject) => {
      const sent = request({
        ...raw,
        hostname,
        port,
        agent: this.agent,
        ...(localAddress !== undefined && { localAddress }),
      });
      sent.setTimeout(RESPONSE_TIMEOUT_MS, () =>
        sent.destroy(new Error(`${raw.method} ${raw.path} timed out`)),
      );
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.end(body);
    });
  }
}

function parse({ headers, text }: RawResponse): unknown {
  if (text === '' || !headers['content-type']?.includes('json')) return undefined;
  return JSON.parse(text);
}

const MAX_ATTEMPTS = 10;

/** Retries a request of a test's set-up for as long as a busy machine responds with 503. */
export async function served(send: () => Promise<TestResponse>): Promise<TestResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    if (response.status !== 503 || attempt === MAX_ATTEMPTS) return response;
    await new Promise((resolve) => setTimeout(resolve, Number(response.headers['retry-after'] ?? 1) * 1_000));
  }
}
