import { createHmac } from 'node:crypto';
import { Secret } from '#libs/config';
import { findBinaries, type Binaries } from './binaries.js';
import { createCluster } from './create-cluster.js';
import { prepareServerFolder } from './cluster-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { APPLICATION_ROLE, ensureApplicationRole, ensureDatabase, ROLE } from './ensure-database.js';
import { freePort } from './free-port.js';
import { findListeningPort, forgetStalePostmaster } from './postmaster-file.js';
import { run } from './run.js';
import { serverSettings } from './server-settings.js';
import { serverUser } from './server-user.js';
import type { ServerUser } from './run.js';

export interface EmbeddedPostgresOptions {
  /** Absolute path. The caller holds the lock of the folder. */
  dataFolder: string;
  password: Secret<string>;
  /** Additional settings, for tests that need no durability. */
  settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'onasty';
const START_TIMEOUT_SECONDS = 60;
const STOP_TIMEOUT_SECONDS = 3;
/** Another program may take the port before the start, and the processes of a killed server take a moment to end. */
const START_TRIES = 15;
const PAUSE_MS = 400;

/** PostgreSQL on a loopback port, which outlives a `kill -9`: the next start takes it over. */
export class EmbeddedPostgres {
  private constructor(
    /** Superuser connection to the database `onasty`, for migrations. */
    readonly url: Secret<string>,
    /** Connection of a role that may only read and write rows. */
    readonly applicationUrl: Secret<string>,
    /** Folder of the server, not always within the data folder: see prepareServerFolder. */
    readonly folder: string,
    private readonly pgCtl: (...programArguments: string[]) => ReturnType<typeof run>,
  ) {}

  /** @throws {EmbeddedPostgresError} stating what to do */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const user = await serverUser();
    const binaries = await findBinaries(user);
    const folder = await prepareServerFolder(options.dataFolder, user);
    const cluster = await createCluster(binaries, folder, options.password, user);
    const pgCtl = controlOf(binaries, cluster, user);
    const port = (await findListeningPort(cluster)) ?? (await launch(pgCtl, cluster, folder, options));
    const url = (role: string, password: Secret<string>, database: string) =>
      new Secret(
        `postgresql://${role}:${encodeURIComponent(password.reveal())}@127.0.0.1:${port}/${database}`,
      );
    await ensureDatabase(url(ROLE, options.password, 'postgres'), DATABASE);
    const adminUrl = url(ROLE, options.password, DATABASE);
    const applicationPassword = derivePassword(options.password);
    await ensureApplicationRole(adminUrl, applicationPassword);
    const applicationUrl = url(APPLICATION_ROLE, applicationPassword, DATABASE);
    return new EmbeddedPostgres(adminUrl, applicationUrl, folder, pgCtl);
  }

  /** Stops within 5 s. An immediate stop causes a recovery at the next start. */
  async stop(): Promise<void> {
    const timeout = String(STOP_TIMEOUT_SECONDS);
    if ((await this.pgCtl('stop', '-m', 'fast', '-w', '-t', timeout)).exitCode === 0) return;
    await this.pgCtl('stop', '-m', 'immediate', '-w', '-t', '1');
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

async function launch(
  pgCtl: Control,
  cluster: string,
  folder: string,
  { settings }: EmbeddedPostgresOptions,
): Promise<number> {
  const log = `${folder}/server.log`;
  let output = '';
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    await forgetStalePostmaster(cluster);
    const port = await freePort();
    const options = serverSettings(port, settings ?? {});
    const wait = ['-w', '-t', String(START_TIMEOUT_SECONDS)];
    const started = await pgCtl('start', ...wait, '-l', log, '-o', options);
    if (started.exitCode === 0) return port;
    output = started.output;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new EmbeddedPostgresError(`it does not start; see ${log} (${output})`);
}
