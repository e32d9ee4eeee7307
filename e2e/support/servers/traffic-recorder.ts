import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** TCP proxy that records everything a browser sends. */
export class TrafficRecorder {
  private readonly chunks: Buffer[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(product: string): Promise<TrafficRecorder> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the recorder has no port');
    const recorder = new TrafficRecorder(server, `http://127.0.0.1:${bound.port}`);
    server.on('connection', (socket) => recorder.forward(socket, new URL(product)));
    return recorder;
  }

  /** Lines, headers and bodies of every request so far. */
  get sent(): string {
    return Buffer.concat(this.chunks).toString();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private forward(browser: Socket, { hostname, port }: URL): void {
    const product = connect({ host: hostname, port: Number(port) });
    browser.on('data', (chunk) => this.chunks.push(Buffer.from(chunk)));
    browser.pipe(product).pipe(browser);
    for (const [socket, other] of [
      [browser, product],
      [product, browser],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
