import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const BATCH = 200;
const REQUEST = 'GET /api/ping HTTP/1.1\r\nhost: localhost\r\n\r\n';

/** Keep-alive connections to one server from several loopback addresses. */
export class OpenConnections {
  private readonly sockets: Socket[] = [];

  private constructor(private readonly address: URL) {}

  /** @throws {Error} if a connection is rejected or its first request fails */
  static async open(address: string, count: number): Promise<OpenConnections> {
    const connections = new OpenConnections(new URL(address));
    try {
      while (connections.sockets.length < count) {
        const batch = Math.min(BATCH, count - connections.sockets.length);
        connections.sockets.push(
          ...(await Promise.all(Array.from({ length: batch }, () => connections.dial()))),
        );
        await Promise.all(connections.sockets.slice(-batch).map(sendRequest));
      }
    } catch (error) {
      connections.close();
      throw error;
    }
    return connections;
  }

  /** Sends another request over each connection. */
  async sendAgain(): Promise<void> {
    for (let from = 0; from < this.sockets.length; from += BATCH) {
      await Promise.all(this.sockets.slice(from, from + BATCH).map(sendRequest));
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async dial(): Promise<Socket> {
    const { hostname, port } = this.address;
    // One address has fewer ports than there are connections.
    const localAddress = `127.0.0.${2 + (this.sockets.length % 50)}`;
    const socket = connect({ host: hostname, port: Number(port), localAddress, noDelay: true });
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    return socket;
  }
}

async function sendRequest(socket: Socket): Promise<void> {
  if (socket.destroyed || !socket.readable) throw new Error('a connection was closed');
  socket.write(REQUEST);
  const [head] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  const status = String(head).slice(0, 12);
  if (status !== 'HTTP/1.1 200') throw new Error(`an open connection received ${status}`);
}
