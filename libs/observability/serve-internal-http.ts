import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { explainListenError } from './listen-error.js';
import type { AppLogger } from './app-logger.js';

/** Clients are close and send no bodies. Node checks connections every 30 s by default. */
const TIMEOUTS = {
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
const MAX_CONNECTIONS = 32;

export interface InternalHttpSettings {
  host: string;
  /** Undefined: not served. 0: a free port. */
  port: number | undefined;
}

interface Page {
  status: number;
  contentType: string;
  text: string;
}

/** Returns the page at a path; null if there is none. */
export type GetPage = (path: string, request: IncomingMessage) => Page | null | Promise<Page | null>;

/** Serves GET and HEAD requests of operators on a separate port. @throws {Error} if the port is unavailable */
export async function serveInternalHttp(
  variable: string,
  { host, port }: { host: string; port: number },
  getPage: GetPage,
  logger: Pick<AppLogger, 'error'>,
): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer(TIMEOUTS, (request, response) => {
    respond(request, response, getPage).catch((error: unknown) => {
      logger.error({ err: error }, `response on ${variable} failed`);
      response.writeHead(500).end();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw explainListenError(variable, { host, port }, cause);
  });
  return { address: addressOf(server, host), close: () => close(server) };
}

async function respond(request: IncomingMessage, response: ServerResponse, getPage: GetPage): Promise<void> {
  const { method, url = '' } = request;
  const page = method === 'GET' || method === 'HEAD' ? await getPage(url.split('?')[0] ?? '', request) : null;
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
