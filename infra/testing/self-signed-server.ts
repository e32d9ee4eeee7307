import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { selfSigned } from '../../e2e/support/servers/self-signed.js';

/** Plain-text exchange of a server before TLS. */
export type Greeting = (socket: Socket) => Promise<void>;

const none: Greeting = async () => undefined;

export const greetings = {
  redis: none,
  smtps: none,
  smtp: async (socket) => {
    socket.write('220 mail.example.com ESMTP\r\n');
    await once(socket, 'data');
    socket.write('250-mail.example.com\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n');
    await once(socket, 'data');
    socket.write('220 ready\r\n');
  },
  postgres: async (socket) => {
    await once(socket, 'data');
    socket.write('S');
  },
  nats: async (socket) => {
    socket.write(
      'INFO {"server_id":"x","version":"2.9.10","headers":true,"max_payload":1048576,"tls_required":true}\r\n',
    );
  },
} satisfies Record<string, Greeting>;

/** Server with a self-signed certificate that records what clients send over TLS. */
export class SelfSignedServer {
  private readonly sockets = new Set<Socket>();
  private readonly chunks: Buffer[] = [];
  /** Number of clients that disconnected after the certificate. */
  disconnected = 0;

  private constructor(private readonly listener: Server) {}

  static async start(greet: Greeting): Promise<SelfSignedServer> {
    const credentials = selfSigned();
    const listener = createServer();
    const server = new SelfSignedServer(listener);
    listener.on('connection', (socket) => {
      server.sockets.add(socket);
      socket.on('error', () => undefined);
      void greet(socket).then(() => server.encrypt(socket, credentials));
    });
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get port(): number {
    const address = this.listener.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen');
    return address.port;
  }

  /** Decrypted bytes so far. */
  get received(): string {
    return Buffer.concat(this.chunks).toString('latin1');
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.listener.close();
    await once(this.listener, 'close');
  }

  private encrypt(socket: Socket, credentials: { key: Buffer; cert: Buffer }): void {
    const encrypted = new TLSSocket(socket, { isServer: true, ...credentials });
    // A client that ignores the certificate would wait for this greeting.
    encrypted.once('secure', () => encrypted.write('220 mail.example.com ESMTP\r\n'));
    encrypted.on('data', (bytes) => this.chunks.push(bytes));
    encrypted.on('error', () => undefined);
    socket.once('close', () => (this.disconnected += 1));
  }
}
