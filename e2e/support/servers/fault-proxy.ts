import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** `passes`, after `delayMs`; `silent`: accepted without any data, as if the machine were gone; `refuses`: reset at once. */
export type Passage = 'passes' | 'silent' | 'refuses';

/** TCP proxy that breaks connections on demand. */
export class FaultProxy {
  delayMs = 0;
  private passage: Passage = 'passes';
  private readonly pairs = new Set<Socket>();
  private readonly ends = new Map<Socket, Socket>();
  /** Half-open connections of clients. */
  private readonly abandoned = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** Changes if the server restarts on another port. */
    public targetPort: number,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  static async start(targetPort: number): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new FaultProxy(server, targetPort);
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
    return address.port;
  }

  /** A return from `silent` resets connections, because bytes of them are lost. */
  set(passage: Passage): void {
    const wasSilent = this.passage === 'silent';
    this.passage = passage;
    if (passage === 'refuses' || wasSilent) this.cut();
  }

  /** Resets every connection. */
  cut(): void {
    for (const socket of this.pairs) socket.resetAndDestroy();
  }

  /** Leaves every connection half open, as after a power cut. Later connections work. */
  abandon(): void {
    for (const [client, target] of this.ends) {
      this.abandoned.add(client);
      target.resetAndDestroy();
    }
  }

  async stop(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    this.keep(client);
    if (this.passage === 'refuses') client.resetAndDestroy();
    else if (this.passage === 'silent') client.resume();
    else this.connect(client);
  }

  private connect(client: Socket): void {
    const target = connect({ host: '127.0.0.1', port: this.targetPort, allowHalfOpen: true, noDelay: true });
    this.keep(target);
    this.ends.set(client, target);
    client.on('close', () => this.ends.delete(client));
    this.carry(client, target);
    this.carry(target, client);
  }

  private carry(from: Socket, to: Socket): void {
    from.on('data', (bytes: Buffer) => {
      if (this.passage === 'silent' || this.abandoned.has(from)) return;
      if (this.delayMs === 0) to.write(bytes);
      else setTimeout(() => to.write(bytes), this.delayMs);
    });
    from.on('end', () => {
      if (this.passage === 'passes') setTimeout(() => to.end(), this.delayMs);
    });
    from.on('close', () => {
      if (this.passage !== 'silent' && !this.abandoned.has(to)) to.destroySoon();
    });
  }

  private keep(socket: Socket): void {
    this.pairs.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.pairs.delete(socket);
      this.abandoned.delete(socket);
    });
  }
}
