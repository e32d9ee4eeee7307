import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Secret } from '#libs/config';
import { EmbeddedPostgres, migrate } from '#libs/database';
import { until } from '../support/until.js';

/** A real PostgreSQL with every durability setting as in production, to be killed, frozen and started again. */
export class PostgresServer {
  private constructor(
    private readonly dataFolder: string,
    private readonly password: Secret<string>,
    private server: EmbeddedPostgres,
  ) {}

  /** One that is migrated. */
  static async start(): Promise<PostgresServer> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'onasty-faults-'));
    const password = new Secret(randomUUID());
    const server = await EmbeddedPostgres.start({ dataFolder, password });
    await migrate(server.url);
    return new PostgresServer(dataFolder, password, server);
  }

  get url(): URL {
    return new URL(this.server.url.reveal());
  }

  /** Changes when it starts again. */
  get port(): number {
    return Number(this.url.port);
  }

  async query(text: string): Promise<pg.QueryResultRow[]> {
    const client = new pg.Client({ connectionString: this.url.href });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** As a power cut does to its processes. */
  async kill(): Promise<void> {
    process.kill(await this.postmaster(), 'SIGKILL');
    await until('PostgreSQL is gone', async () => (await this.processes()).length === 0);
  }

  /** Ends it in order. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Starts it on what it stored. */
  async restart(): Promise<void> {
    this.server = await EmbeddedPostgres.start({ dataFolder: this.dataFolder, password: this.password });
  }

  /** The same, on the same port, with more in its environment. It must run. */
  async restartWith(environment: Record<string, string>): Promise<void> {
    const pid = await this.postmaster();
    const [file, commandLine, { uid, gid }] = await Promise.all([
      readlink(`/proc/${pid}/exe`),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      stat(`/proc/${pid}`),
    ]);
    await this.stop();
    const options = commandLine.split('\0').slice(1, -1);
    const env = { LC_ALL: 'C', TZ: 'UTC', ...environment };
    spawn(file, options, { env, uid, gid, cwd: '/', detached: true, stdio: 'ignore' }).unref();
    await until('PostgreSQL answers', () =>
      this.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
  }

  /** Its processes stop where they are: connections are taken, and nothing answers. */
  async freeze(): Promise<void> {
    // The one that starts the others comes first, or there would be one more when they all are stopped.
    process.kill(await this.postmaster(), 'SIGSTOP');
    for (const pid of await this.processes()) process.kill(pid, 'SIGSTOP');
  }

  async thaw(): Promise<void> {
    for (const pid of await this.processes()) process.kill(pid, 'SIGCONT');
  }

  async remove(): Promise<void> {
    await this.server.stop();
    const folders = [this.dataFolder, this.server.folder];
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  /** Where its files lie. */
  get cluster(): string {
    return join(this.server.folder, 'cluster');
  }

  /** Whether it runs: it ends by itself when it can't go on. */
  async isAlive(): Promise<boolean> {
    return (await this.processes()).length > 0;
  }

  private async postmaster(): Promise<number> {
    const [pid] = (await readFile(join(this.cluster, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(pid);
  }

  /** Those that work in its folder. */
  private async processes(): Promise<number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const [folder, state] = await Promise.all([
        readlink(`/proc/${name}/cwd`).catch(() => null),
        readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''),
      ]);
      if (folder === this.cluster && !/\) [ZX] /.test(state)) found.push(Number(name));
    }
    return found;
  }
}
