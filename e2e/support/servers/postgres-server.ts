import { randomUUID } from 'node:crypto';
import { chown, copyFile, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { Secret } from '#libs/config';
import { migrate } from '#libs/database';
import { Program } from '../program.js';
import { freePort } from '../free-port.js';
import { asPostgres, clusterIn, debianPrograms, makeFiles, SUPERUSER } from './postgres-files.js';
import { selfSigned } from './self-signed.js';
import { until } from '../until.js';

/** Name as in the image of PostgreSQL. */
const DATABASE = 'onasty';
/** Loopback only, without a Unix socket. */
const PLACE = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
const CONFIG_FILE = 'infra/postgres/postgresql.conf';
const STOPS_WITHIN_MS = 10_000;
const START_TRIES = 5;

/** Debian's PostgreSQL with the configuration of a deployment; older than the embedded one of other tests. */
export class PostgresServer {
  private program: Program | undefined;
  private currentPort = 0;

  private constructor(
    /** Folder of its programs, including pg_dump and pg_restore. */
    readonly programs: string,
    private readonly folder: string,
    readonly password: string,
  ) {}

  /** Starts it with an empty database. */
  static async start(): Promise<PostgresServer> {
    const programs = await debianPrograms();
    const password = randomUUID();
    const folder = await makeFiles(programs, password);
    // Its user may lack permission to read the repository.
    await copyFile(CONFIG_FILE, configFileIn(folder));
    const server = new PostgresServer(programs, folder, password);
    await server.restart();
    await server.administer(`CREATE DATABASE ${DATABASE}`);
    return server;
  }

  /** Starts it with the tables of the product. */
  static async startMigrated(): Promise<PostgresServer> {
    const server = await PostgresServer.start();
    await migrate(new Secret(server.url.href));
    return server;
  }

  get url(): URL {
    return this.urlOf(DATABASE);
  }

  /** Changes with each start. */
  get port(): number {
    return this.currentPort;
  }

  /** Process id of the parent of all PostgreSQL processes. */
  get postmaster(): number {
    const { pid } = this.program ?? {};
    if (pid === undefined) throw new Error('PostgreSQL was not started');
    return pid;
  }

  /** Such as `15.18 (Debian 15.18-0+deb12u1)`. */
  async version(): Promise<string> {
    const [row] = await this.query('SHOW server_version');
    return String(row?.['server_version']);
  }

  query(text: string, values: readonly unknown[] = []): Promise<pg.QueryResultRow[]> {
    return query(this.url, text, values);
  }

  async kill(): Promise<void> {
    process.kill(this.postmaster, 'SIGKILL');
    await until('PostgreSQL has ended', async () => (await this.processes()).length === 0);
  }

  /** Shuts it down without waiting for clients. */
  async stop(): Promise<void> {
    if (this.program?.isAlive !== true) return;
    const pid = this.postmaster;
    const hurry = setTimeout(() => process.kill(pid, 'SIGQUIT'), STOPS_WITHIN_MS);
    await this.program.stop('SIGINT');
    clearTimeout(hurry);
  }

  /** Starts it on its data. @param environment further variables */
  async restart(environment: Record<string, string> = {}): Promise<void> {
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      if (await this.launch(environment)) return;
    }
    throw new Error(`PostgreSQL does not start:\n${this.program?.lines.join('\n')}`);
  }

  /** Suspends its processes: the kernel still accepts connections. */
  async freeze(): Promise<void> {
    // The parent first, or it could start another process.
    process.kill(this.postmaster, 'SIGSTOP');
    for (const pid of await this.processes()) signal(pid, 'SIGSTOP');
  }

  async thaw(): Promise<void> {
    for (const pid of await this.processes()) signal(pid, 'SIGCONT');
  }

  async remove(): Promise<void> {
    // Suspended processes would not stop.
    await this.thaw();
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
    await rm(this.certificateFile, { force: true });
  }

  /** Serves TLS as well, with a certificate that no authority signed. */
  async offerTls(): Promise<void> {
    const { key, cert } = selfSigned();
    const { uid, gid } = await stat(this.dataFolder);
    for (const [name, bytes] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
      const file = join(this.dataFolder, name);
      await writeFile(file, bytes, { mode: 0o600 });
      await chown(file, uid, gid);
    }
    await writeFile(this.certificateFile, cert);
    await this.query('ALTER SYSTEM SET ssl = on');
    await this.query('SELECT pg_reload_conf()');
  }

  get certificateFile(): string {
    return `${this.folder}.crt`;
  }

  get dataFolder(): string {
    return clusterIn(this.folder);
  }

  /** False once it stopped, also after a fatal error. */
  async isAlive(): Promise<boolean> {
    return (await this.processes()).length > 0;
  }

  /** Queries the maintenance database. */
  private administer(text: string): Promise<pg.QueryResultRow[]> {
    return query(this.urlOf('postgres'), text, []);
  }

  private urlOf(database: string): URL {
    return new URL(`postgresql://${SUPERUSER}:${this.password}@127.0.0.1:${this.port}/${database}`);
  }

  /** Returns false if another program took the port first. */
  private async launch(environment: Record<string, string>): Promise<boolean> {
    this.currentPort = await freePort();
    const config = ['-c', `config_file=${configFileIn(this.folder)}`];
    const where = ['-D', this.dataFolder, '-p', String(this.currentPort), ...config, ...PLACE];
    // Set by `env` after the change of user, because libfaketime's files must belong to that user.
    const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const command = asPostgres(['env', ...settings, join(this.programs, 'postgres'), ...where]);
    const program = await Program.start(command, { LC_ALL: 'C', TZ: 'UTC' });
    this.program = program;
    await until('PostgreSQL responds or has ended', async () => !program.isAlive || (await this.responds()));
    return program.isAlive;
  }

  private responds(): Promise<boolean> {
    return this.administer('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  /** Processes whose working directory is its data folder. */
  private async processes(): Promise<number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const [folder, state] = await Promise.all([
        readlink(`/proc/${name}/cwd`).catch(() => null),
        readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''),
      ]);
      if (folder === this.dataFolder && !/\) [ZX] /.test(state)) found.push(Number(name));
    }
    return found;
  }
}

const configFileIn = (folder: string): string => join(folder, 'postgresql.conf');

/** Ignores processes that have already ended. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function query(url: URL, text: string, values: readonly unknown[]): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url.href });
  // A broken connection also fails the next step.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
