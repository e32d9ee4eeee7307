import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Step = (response: ServerResponse) => void;

/** A real HTTP server on loopback that does what the script says, one step for each request; then 599. */
export async function scriptedServer(...steps: Step[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, body: await text(request) });
    (steps.shift() ?? respond(599))(response);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function respond(
  status: number,
  body: object | string = '',
  headers: Record<string, string> = {},
): Step {
  return (response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Receives the request and never responds. */
export const cutConnection: Step = (response) => response.destroy();

/** Breaks off within the response. */
export const cutResponse: Step = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"slug":"', () => response.destroy());
};

export const neverRespond: Step = () => {};

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}
