import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

/** What a server says, and waits for, before it speaks TLS. */
export type Greeting = (socket: Socket) => Promise<void>;

const atOnce: Greeting = async () => undefined;

export const greetings = {
  redis: atOnce,
  smtps: atOnce,
  smtp: async (socket) => {
    socket.write('220 mail.example.com ESMTP\r\n');
    await once(socket, 'data');
    socket.write('250-mail.example.com\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n');
    await once(socket, 'data');
    socket.write('220 go on\r\n');
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

/** Stands where a server ought to be, with a certificate that it made itself, and writes down what it is told. */
export class Impostor {
  private readonly sockets = new Set<Socket>();
  private readonly heard: Buffer[] = [];
  /** How many clients have hung up since it showed them its certificate. */
  hungUp = 0;

  private constructor(private readonly server: Server) {}

  static async start(greet: Greeting): Promise<Impostor> {
    const credentials = selfSigned();
    const server = createServer();
    const impostor = new Impostor(server);
    server.on('connection', (socket) => {
      impostor.sockets.add(socket);
      socket.on('error', () => undefined);
      void greet(socket).then(() => impostor.encrypt(socket, credentials));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return impostor;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return address.port;
  }

  /** All that it could read. */
  get told(): string {
    return Buffer.concat(this.heard).toString('latin1');
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private encrypt(socket: Socket, credentials: { key: Buffer; cert: Buffer }): void {
    const encrypted = new TLSSocket(socket, { isServer: true, ...credentials });
    // Mail servers speak first: whoever asked for no certificate would be waiting for that.
    encrypted.once('secure', () => encrypted.write('220 mail.example.com ESMTP\r\n'));
    encrypted.on('data', (bytes) => this.heard.push(bytes));
    encrypted.on('error', () => undefined);
    socket.once('close', () => (this.hungUp += 1));
  }
}

function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'impostor-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0'];
  try {
    execFileSync('openssl', ['req', ...options.split(' '), ...names, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
