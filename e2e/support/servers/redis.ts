import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { freePort } from '../free-port.js';
import { until } from '../until.js';

/** redis-server without persistence on a fixed port. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it empty on the same port. */
  async restart(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', options, { stdio: 'ignore' });
    this.child = child;
    await once(child, 'spawn').catch((cause: unknown) => {
      throw new Error('redis-server does not start: npm test installs missing packages', { cause });
    });
    await until('redis-server responds', async () => (await this.ask('PING')) === '+PONG');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Suspends it: the kernel still accepts connections. */
  async freeze(): Promise<void> {
    const { child } = this;
    child?.kill('SIGSTOP');
    const isStopped = () => /^State:\s+T/m.test(readFileSync(`/proc/${child?.pid}/status`, 'utf8'));
    await until('redis-server is suspended', isStopped);
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async flush(): Promise<void> {
    await this.ask('FLUSHALL');
  }

  /** First line of the reply to an inline command, or null. */
  ask(command: string): Promise<string | null> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: this.port }, () => socket.write(`${command}\r\n`));
      socket.once('data', (bytes) => {
        resolve(bytes.toString().split('\r\n')[0] ?? null);
        socket.destroy();
      });
      socket.once('error', () => resolve(null));
      socket.once('close', () => resolve(null));
    });
  }

  /** Records every later command with keys and values. */
  async listen(): Promise<{ told: () => string; stop: () => void }> {
    const chunks: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port: this.port }, () => socket.write('MONITOR\r\n'));
    socket.on('data', (bytes) => chunks.push(bytes));
    await once(socket, 'data');
    return { told: () => Buffer.concat(chunks).toString(), stop: () => socket.destroy() };
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
