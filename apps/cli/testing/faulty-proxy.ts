import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** HTTP proxy on loopback that loses responses which the server has sent. */
export class FaultyProxy {
  readonly requests: { method: string; path: string; headers: IncomingMessage['headers'] }[] = [];
  private readonly server = createServer((incoming, outgoing) => this.forward(incoming, outgoing));
  private losses: { path: RegExp; count: number; onLoss: () => void } | null = null;

  private constructor(private readonly target: string) {}

  static async to(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Loses the next responses of a path, after the server has sent them. */
  loseResponses(path: RegExp, count: number, onLoss: () => void = () => undefined): void {
    this.losses = { path, count, onLoss };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url: path = '', headers } = incoming;
    this.requests.push({ method, path, headers });
    const forwarded = request(`${this.target}${path}`, { method, headers }, (response) => {
      const { losses } = this;
      if (losses !== null && losses.count > 0 && losses.path.test(path)) {
        losses.count -= 1;
        response.resume().once('end', () => {
          outgoing.destroy();
          losses.onLoss();
        });
        return;
      }
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    forwarded.once('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  }
}
