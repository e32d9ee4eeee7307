import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../e2e/support/free-port.js';
import { until } from '../../e2e/support/until.js';
import { Program } from '../../e2e/support/program.js';

const run = promisify(execFile);

/** Redis with the start script and configuration of infra/redis, on a free port and in a temporary folder. */
export class ConfiguredRedis {
  private constructor(
    readonly port: number,
    readonly program: Program,
    private readonly folder: string,
    private readonly password: string,
  ) {}

  static async start(password: string): Promise<ConfiguredRedis> {
    const [folder, port] = [await mkdtemp(join(tmpdir(), 'onasty-redis-')), await freePort()];
    const file = join(folder, 'redis.conf');
    const ours = resolve('infra/redis/redis.conf');
    await writeFile(file, `include ${ours}\ndir ${folder}\nport ${port}\nbind 127.0.0.1\n`);
    const program = await Program.start(['infra/redis/start.sh', file], { REDIS_PASSWORD: password });
    const redis = new ConfiguredRedis(port, program, folder, password);
    await until('Redis responds', () => redis.isUp());
    return redis;
  }

  /** URL with the only user. */
  asUser(...command: string[]): Promise<string> {
    return this.ask({ REDISCLI_AUTH: this.password }, '--user', 'onasty', ...command);
  }

  /** URL without credentials. */
  asStranger(...command: string[]): Promise<string> {
    return this.ask({}, ...command);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private isUp(): Promise<boolean> {
    return this.asUser('PING').then(
      (reply) => reply === 'PONG',
      () => false,
    );
  }

  private async ask(environment: Record<string, string>, ...parameters: string[]): Promise<string> {
    const { stdout } = await run('redis-cli', ['-p', String(this.port), ...parameters], {
      env: { ...process.env, ...environment },
    });
    return stdout.trim();
  }
}
