import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const OPENING_AT_ONCE = 200;
const REQUEST = 'GET /api/ping HTTP/1.1\r\nhost: localhost\r\n\r\n';

/** Very many connections to one server, each from one of several addresses of this machine, and kept open. */
export class HeldConnections {
  private readonly sockets: Socket[] = [];

  private constructor(private readonly address: URL) {}

  /** @throws {Error} for the first that is refused, or whose request is not served */
  static async open(address: string, count: number): Promise<HeldConnections> {
    const held = new HeldConnections(new URL(address));
    try {
      while (held.sockets.length < count) {
        const more = Math.min(OPENING_AT_ONCE, count - held.sockets.length);
        held.sockets.push(...(await Promise.all(Array.from({ length: more }, () => held.dial()))));
        await ask(held.sockets.slice(-more));
      }
    } catch (error) {
      held.close();
      throw error;
    }
    return held;
  }

  /** Sends a request over each of them again. */
  async askAll(): Promise<void> {
    for (let from = 0; from < this.sockets.length; from += OPENING_AT_ONCE) {
      await ask(this.sockets.slice(from, from + OPENING_AT_ONCE));
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async dial(): Promise<Socket> {
    const { hostname, port } = this.address;
    // One address alone may not have so many ports to itself.
    const localAddress = `127.0.0.${2 + (this.sockets.length % 50)}`;
    const socket = connect({ host: hostname, port: Number(port), localAddress, noDelay: true });
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    return socket;
  }
}

async function ask(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(sockets.map(askOver));
}

async function askOver(socket: Socket): Promise<void> {
  if (socket.destroyed || !socket.readable) throw new Error('a connection was ended');
  socket.write(REQUEST);
  const [head] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  const status = String(head).slice(0, 12);
  if (status !== 'HTTP/1.1 200') throw new Error(`a held connection was answered ${status}`);
}
