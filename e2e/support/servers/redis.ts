import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../free-port.js';
import { Program } from '../program.js';
import { until } from '../until.js';

/** redis-server without persistence on a fixed port. */
export class RedisServer {
  private program: Program | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly password: string | null,
  ) {}

  /** @param password starts it with the script and configuration of infra/redis; without it, clients need none */
  static async start(password: string | null = null): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-redis-'));
    const server = new RedisServer(await freePort(), folder, password);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number | undefined {
    return this.program?.pid;
  }

  /** Output so far. */
  get lines(): readonly string[] {
    return this.program?.lines ?? [];
  }

  /** Starts it empty on the same port. */
  async restart(): Promise<void> {
    this.program = await (this.password === null ? this.startOpen() : this.startConfigured(this.password));
    await until('redis-server responds', async () => (await this.send('PING')) !== null);
  }

  async kill(): Promise<void> {
    await this.program?.stop('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.program?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Suspends it: the kernel still accepts connections. */
  async freeze(): Promise<void> {
    this.program?.signal('SIGSTOP');
    const isStopped = () => /^State:\s+T/m.test(readFileSync(`/proc/${this.pid}/status`, 'utf8'));
    await until('redis-server is suspended', isStopped);
  }

  thaw(): void {
    this.program?.signal('SIGCONT');
  }

  async flush(): Promise<void> {
    await this.send('FLUSHALL');
  }

  /** First line of the reply to an inline command, or null. */
  send(command: string): Promise<string | null> {
    return new Promise((done) => {
      const socket = connect({ host: '127.0.0.1', port: this.port }, () => socket.write(`${command}\r\n`));
      socket.once('data', (bytes) => {
        done(bytes.toString().split('\r\n')[0] ?? null);
        socket.destroy();
      });
      socket.once('error', () => done(null));
      socket.once('close', () => done(null));
    });
  }

  /** Records every later command with keys and values. */
  async listen(): Promise<{ received: () => string; stop: () => void }> {
    const chunks: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port: this.port }, () => socket.write('MONITOR\r\n'));
    socket.on('data', (bytes) => chunks.push(bytes));
    await once(socket, 'data');
    return { received: () => Buffer.concat(chunks).toString(), stop: () => socket.destroy() };
  }

  private startOpen(): Promise<Program> {
    const options = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--appendonly', 'no'];
    return Program.start(['redis-server', ...options], {});
  }

  private async startConfigured(password: string): Promise<Program> {
    const file = join(this.folder, 'redis.conf');
    const place = `dir ${this.folder}\nport ${this.port}\nbind 127.0.0.1\n`;
    await writeFile(file, `include ${resolve('infra/redis/redis.conf')}\n${place}`);
    return Program.start(['infra/redis/start.sh', file], { REDIS_PASSWORD: password });
  }
}
