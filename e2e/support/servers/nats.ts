import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { Program } from '../program.js';
import { until } from '../until.js';

/** nats-server with JetStream, a fixed port and a folder of its own. */
export class NatsServer {
  private program: Program | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly monitoringPort: number,
    private readonly accounts: Record<string, string> | null,
  ) {}

  /** @param accounts passwords for the configuration of infra/nats; without them, clients need no password */
  static async start(accounts: Record<string, string> | null = null): Promise<NatsServer> {
    const server = await NatsServer.reserve(accounts);
    await server.restart();
    return server;
  }

  /** Reserves the port without starting it. */
  static async reserve(accounts: Record<string, string> | null = null): Promise<NatsServer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-nats-'));
    return new NatsServer(folder, await freePort(), await freePort(), accounts);
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Address of its own statistics. */
  get monitoring(): string {
    return `http://127.0.0.1:${this.monitoringPort}`;
  }

  /** Starts it on the same port and data. */
  async restart(): Promise<void> {
    const ports = ['--port', String(this.port), '--http_port', String(this.monitoringPort)];
    const place = ['--addr', '127.0.0.1', ...ports];
    this.program =
      this.accounts === null
        ? await Program.start(['nats-server', ...place, '-js', '-sd', this.folder], {})
        : await Program.start(['infra/nats/start.sh', ...place], {
            ...this.accounts,
            NATS_STORE_DIR: this.folder,
            TMPDIR: this.folder,
          });
    await until('nats-server listens', () => isListening(this.port));
  }

  async kill(): Promise<void> {
    await this.program?.stop('SIGKILL');
  }

  /** Suspends it: the kernel still accepts connections. */
  freeze(): void {
    this.program?.signal('SIGSTOP');
  }

  thaw(): void {
    this.program?.signal('SIGCONT');
  }

  /** Deletes its data while it is stopped. */
  wipe(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.program?.stop();
    await this.wipe();
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
