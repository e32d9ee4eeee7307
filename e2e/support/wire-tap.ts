import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** Stands between a browser and the product, passes every byte on, and keeps those that the browser sent. */
export class WireTap {
  private readonly chunks: Buffer[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(product: string): Promise<WireTap> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the tap has no port');
    const tap = new WireTap(server, `http://127.0.0.1:${bound.port}`);
    server.on('connection', (socket) => tap.passOn(socket, new URL(product)));
    return tap;
  }

  /** All that was sent so far: the lines, headers and bodies of every request. */
  get sent(): string {
    return Buffer.concat(this.chunks).toString();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private passOn(browser: Socket, { hostname, port }: URL): void {
    const product = connect({ host: hostname, port: Number(port) });
    browser.on('data', (chunk) => this.chunks.push(Buffer.from(chunk)));
    browser.pipe(product).pipe(browser);
    for (const [socket, other] of [
      [browser, product],
      [product, browser],
    ] as const) {
      this.sockets.add(socket);
      // Either side may hang up whenever it likes.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
