import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { explainListenError } from '#libs/observability';

const LOOPBACK = ['127.0.0.1', '::1'];

/** Listens. The name `localhost` means both loopback addresses, although many machines resolve it to one. */
export async function listenOn(
  app: NestFastifyApplication,
  { host, port }: { host: string; port: number },
): Promise<void> {
  try {
    await open(app, { host, port });
  } catch (error) {
    throw explainListenError('HTTP_PORT', { host, port }, error);
  }
}

export async function checkPort({ host, port }: { host: string; port: number }): Promise<void> {
  for (const address of port === 0 ? [] : addressesOf(host)) {
    const server = createServer();
    try {
      await once(server.listen(port, address), 'listening');
    } catch (error) {
      throw explainListenError('HTTP_PORT', { host, port }, error);
    } finally {
      server.close();
    }
  }
}

async function open(
  app: NestFastifyApplication,
  { host, port }: { host: string; port: number },
): Promise<void> {
  const [first = host, second] = addressesOf(host);
  if (second === undefined) {
    await app.listen(port, first);
    return;
  }
  const { listenToo } = shareConnections(app);
  await app.listen(port, first);
  await listenToo(second, portOf(app) ?? port);
}

function addressesOf(host: string): string[] {
  return host === 'localhost' ? loopbackAddresses() : [host];
}

function loopbackAddresses(): string[] {
  const present = new Set(
    Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map(({ address }) => address)),
  );
  return LOOPBACK.filter((address) => present.has(address));
}

export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function portOf(app: NestFastifyApplication): number | undefined {
  const [address] = app.getHttpAdapter().getInstance().addresses();
  return typeof address === 'object' ? address.port : undefined;
}

/** The connections of the other listener belong to the server of the app, with its timeouts and shutdown. */
function shareConnections(app: NestFastifyApplication) {
  const fastify = app.getHttpAdapter().getInstance();
  const listener = createServer({ noDelay: true }, (socket) => fastify.server.emit('connection', socket));
  let closed: Promise<unknown> = Promise.resolve();
  fastify.addHook('preClose', async () => {
    if (!listener.listening) return;
    closed = once(listener, 'close');
    listener.close();
  });
  fastify.addHook('onClose', async () => {
    fastify.server.closeIdleConnections();
    await closed;
  });
  return {
    listenToo: async (host: string, port: number): Promise<void> => {
      listener.listen(port, host);
      await once(listener, 'listening');
    },
  };
}
