import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from './logger.js';

/** Whoever asks here is near, and asks by GET: nobody has a reason to be slow. Node itself would look twice a minute. */
const TIMEOUTS = {
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
const MAX_CONNECTIONS = 32;

export interface InternalHttpSettings {
  host: string;
  /** Undefined: nothing is served. 0: a free one. */
  port: number | undefined;
}

interface Page {
  status: number;
  contentType: string;
  text: string;
}

/** What there is at a path; null: nothing. */
export type Answer = (path: string, request: IncomingMessage) => Page | null | Promise<Page | null>;

/**
 * Serves pages for whoever runs the process, by GET alone, on a port of their own.
 *
 * @param variable names the port in the configuration
 * @returns where it listens, and what ends it at once
 * @throws {Error} when the port can't be had
 */
export async function serveInternalHttp(
  variable: string,
  { host, port }: { host: string; port: number },
  answer: Answer,
  logger: Pick<Logger, 'error'>,
): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer(TIMEOUTS, (request, response) => {
    respond(request, response, answer).catch((error: unknown) => {
      logger.error({ err: error }, `a page of ${variable} could not be made`);
      response.writeHead(500).end();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(`${variable}: ${String(cause)}`, { cause });
  });
  return { address: addressOf(server, host), close: () => close(server) };
}

async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const { method, url = '' } = request;
  const page = method === 'GET' ? await answer(url.split('?')[0] ?? '', request) : null;
  if (page === null) {
    response.writeHead(404).end();
    return;
  }
  const { status, contentType, text } = page;
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
