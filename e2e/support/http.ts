import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { secrets } from './secrets.js';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body of a JSON answer, undefined for any other. */
  body: unknown;
}

export interface Question {
  headers?: OutgoingHttpHeaders;
  /** Sent as JSON, with its content type. */
  json?: unknown;
  /** Sent as it is, instead of `json`. */
  body?: string | Buffer;
  /** The loopback address to call from. */
  localAddress?: string;
}

const ANSWER_WITHIN_MS = 60_000;
/** Shorter than the server keeps an idle connection, so that no request meets a closing socket. */
const IDLE_SOCKET_MS = 4_000;
const TRIES = 10;

/** Asks one server, over as many kept-alive connections as there are requests at once. Never repeats a request. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS });

  constructor(readonly address: string) {}

  get(path: string, question: Question = {}): Promise<Answer> {
    return this.ask('GET', path, question);
  }

  post(path: string, json: unknown, question: Question = {}): Promise<Answer> {
    return this.ask('POST', path, { ...question, json });
  }

  delete(path: string, question: Question = {}): Promise<Answer> {
    return this.ask('DELETE', path, question);
  }

  ask(method: string, path: string, question: Question = {}): Promise<Answer> {
    const body = question.json !== undefined ? JSON.stringify(question.json) : question.body;
    const headers = {
      ...(question.json !== undefined && { 'content-type': 'application/json' }),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      ...question.headers,
    };
    const { hostname, port } = new URL(this.address);
    const target = { hostname, port, method, path, headers, agent: this.agent };
    secrets.remember(path, question.json);
    return new Promise((resolve, reject) => {
      const sent = request({
        ...target,
        ...(question.localAddress && { localAddress: question.localAddress }),
      });
      sent.setTimeout(ANSWER_WITHIN_MS, () => sent.destroy(new Error(`${method} ${path} got no answer`)));
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          const answered = parsed(response.headers, text);
          secrets.remember(path, answered);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: answered,
          });
        });
      });
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function parsed(headers: IncomingHttpHeaders, text: string): unknown {
  if (text === '' || !headers['content-type']?.includes('json')) return undefined;
  return JSON.parse(text);
}

/** For what has to be there before a test begins: a busy machine may have to be asked again, as its 503 says. */
export async function served(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (answer.status !== 503 || tries === TRIES) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers['retry-after'] ?? 1) * 1_000));
  }
}
