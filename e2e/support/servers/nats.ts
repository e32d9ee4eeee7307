import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../free-port.js';
import { until } from '../until.js';

/** Debian installs it in /usr/sbin, which may be missing in PATH. */
const PATH = [process.env['PATH'], '/usr/sbin'].join(delimiter);

/** nats-server with JetStream, a fixed port and a folder of its own. */
export class NatsServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<NatsServer> {
    const server = await NatsServer.reserve();
    await server.restart();
    return server;
  }

  /** Reserves the port without starting it. */
  static async reserve(): Promise<NatsServer> {
    return new NatsServer(await mkdtemp(join(tmpdir(), 'onasty-nats-')), await freePort());
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** Starts it on the same port and data. */
  async restart(): Promise<void> {
    const options = ['-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.folder];
    const child = spawn('nats-server', options, { stdio: 'ignore', env: { PATH } });
    this.child = child;
    await once(child, 'spawn').catch((cause: unknown) => {
      throw new Error('nats-server does not start: install it (apt-get install nats-server)', { cause });
    });
    await until('nats-server listens', () => isListening(this.port));
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Suspends it: the kernel still accepts connections. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Deletes its data while it is stopped. */
  wipe(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await this.wipe();
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
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
