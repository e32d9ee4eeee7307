import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '#libs/config';
import { findBinaries, type Binaries } from './binaries.js';
import { createCluster } from './create-cluster.js';
import { prepareServerFolder } from './cluster-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { APPLICATION_ROLE, ensureApplicationRole, ensureDatabase, ROLE } from './ensure-database.js';
import { findListeningPort, findPostmaster, forgetStalePostmaster } from './supervision/postmaster-file.js';
import { run } from './run.js';
import { serverSettings } from './server-settings.js';
import { DATABASE, freePort, serverUrl } from './server-address.js';
import { serverUser } from './server-user.js';
import { ServerLog } from './supervision/server-log.js';
import type { SupervisedServer } from './supervision/supervisor.js';
import type { ServerUser } from './run.js';

export interface EmbeddedPostgresOptions {
  /** Absolute path. The caller holds the lock of the folder. */
  dataFolder: string;
  password: Secret<string>;
  /** Additional settings, for tests that need no durability. */
  settings?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_SECONDS = 60;
const STOP_TIMEOUT_SECONDS = 3;
/** Another program may take the port before the start, and the processes of a killed server take a moment to end. */
const START_TRIES = 15;
const PAUSE_MS = 400;

/** PostgreSQL on a loopback port, which outlives a `kill -9`: the next start takes it over. */
export class EmbeddedPostgres implements SupervisedServer {
  readonly log: ServerLog;
  private port = 0;

  private constructor(
    /** Folder of the server, not always within the data folder: see prepareServerFolder. */
    readonly folder: string,
    private readonly cluster: string,
    private readonly pgCtl: Control,
    private readonly options: EmbeddedPostgresOptions,
  ) {
    this.log = new ServerLog(join(folder, 'server.log'));
  }

  /** @throws {EmbeddedPostgresError} stating what to do */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const user = await serverUser();
    const binaries = await findBinaries(user, options.dataFolder);
    const folder = await prepareServerFolder(options.dataFolder, user);
    const cluster = await createCluster(binaries, folder, options.password, user);
    const pgCtl = controlOf(binaries, cluster, user);
    await checkVersion(cluster, binaries, user);
    const server = new EmbeddedPostgres(folder, cluster, pgCtl, options);
    await server.open();
    return server;
  }

  /** Superuser connection to the database `onasty`, for migrations. */
  get url(): Secret<string> {
    return serverUrl(ROLE, this.options.password, this.port);
  }

  /** Connection of a role that may only read and write rows. */
  get applicationUrl(): Secret<string> {
    return serverUrl(APPLICATION_ROLE, derivePassword(this.options.password), this.port);
  }

  async isRunning(): Promise<boolean> {
    return (await findPostmaster(this.cluster)) !== null;
  }

  /** Starts on the same port, which all connections know. @throws {EmbeddedPostgresError} */
  async restart(): Promise<void> {
    const { exitCode, output } = await this.launch(this.port);
    if (exitCode !== 0) throw new EmbeddedPostgresError(`it does not start (${output})`);
  }

  /** Stops within 5 s. An immediate stop causes a recovery at the next start. */
  async stop(): Promise<void> {
    const timeout = String(STOP_TIMEOUT_SECONDS);
    if ((await this.pgCtl('stop', '-m', 'fast', '-w', '-t', timeout)).exitCode === 0) return;
    await this.pgCtl('stop', '-m', 'immediate', '-w', '-t', '1');
  }

  private async open(): Promise<void> {
    this.port = (await findListeningPort(this.cluster)) ?? (await this.launchOnFreePort());
    const administration = serverUrl(ROLE, this.options.password, this.port, 'postgres');
    await ensureDatabase(administration, DATABASE);
    await ensureApplicationRole(this.url, derivePassword(this.options.password));
  }

  private async launchOnFreePort(): Promise<number> {
    const logLength = await this.log.length();
    let output = '';
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      const port = await freePort();
      const started = await this.launch(port);
      if (started.exitCode === 0) return port;
      output = started.output;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    const reason = (await this.log.reasonSince(logLength)) ?? output;
    throw new EmbeddedPostgresError(`it does not start (${reason})`, { remedy: `see ${this.log.path}` });
  }

  private async launch(port: number): ReturnType<Control> {
    await forgetStalePostmaster(this.cluster);
    await this.log.rotate();
    const options = serverSettings(port, this.options.settings ?? {});
    const wait = ['-w', '-t', String(START_TIMEOUT_SECONDS)];
    return this.pgCtl('start', ...wait, '-l', this.log.path, '-o', options);
  }
}

/** The password of the superuser does not follow from it. */
function derivePassword(password: Secret<string>): Secret<string> {
  return new Secret(createHmac('sha256', password.reveal()).update(APPLICATION_ROLE).digest('base64url'));
}

type Control = (...programArguments: string[]) => ReturnType<typeof run>;

function controlOf({ pgCtl }: Binaries, cluster: string, user: ServerUser | null): Control {
  return (command, ...rest) => run(pgCtl, [command ?? '', '-D', cluster, '-s', ...rest], user);
}

/** Only the major version of PostgreSQL that wrote the files can read them. */
async function checkVersion(cluster: string, { pgCtl }: Binaries, user: ServerUser | null): Promise<void> {
  const written = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const [, own = ''] = /PostgreSQL\) (\d+)/.exec((await run(pgCtl, ['--version'], user)).output) ?? [];
  if (written === own) return;
  const files = written === '' ? 'are not those of a database' : `were written by PostgreSQL ${written}`;
  throw new EmbeddedPostgresError(
    `the files in ${cluster} ${files}; this version of Onasty runs PostgreSQL ${own}`,
    {
      remedy:
        'start the version of Onasty that wrote them, dump its database and restore the dump into a new DATA_DIR, or set DATA_DIR to another folder',
    },
  );
}
