import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { measureProcess } from './process.metrics.js';
import { exposition } from './registry.js';

const PATH = '/metrics';
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_CONNECTIONS = 32;

export interface MetricsSettings {
  host: string;
  /** Undefined: nothing is served. 0: a free one. */
  port: number | undefined;
}

/**
 * Serves `GET /metrics` on a port of its own, and nothing else there.
 *
 * @returns ends it, at once
 * @throws {Error} when the port can't be had
 */
export async function serveMetrics(
  service: string,
  { host, port }: MetricsSettings,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve();
  measureProcess(service);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'the metrics could not be put together');
      response.writeHead(500).end();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(`METRICS_PORT: ${String(cause)}`, { cause });
  });
  logger.info({ address: `${addressOf(server, host)}${PATH}` }, 'metrics are served');
  return () => close(server);
}

async function answer({ method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (method !== 'GET' || url?.split('?')[0] !== PATH) {
    response.writeHead(404).end();
    return;
  }
  const wantsOpenMetrics = headers.accept?.includes('application/openmetrics-text') === true;
  const { contentType, text } = await exposition(wantsOpenMetrics ? 'openmetrics' : 'text');
  response
    .writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) })
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
