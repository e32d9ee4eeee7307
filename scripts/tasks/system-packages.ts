import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTask } from './run-task.js';

const BROWSER = 'chromium-headless-shell';
const POSTGRES = 'postgres';

/** Programs that the tests need from outside npm, with their Debian packages. */
const PACKAGES: Readonly<Record<string, string>> = {
  [BROWSER]: BROWSER,
  'nats-server': 'nats-server',
  'redis-server': 'redis-server',
  caddy: 'caddy',
  nginx: 'nginx-light',
  psql: 'postgresql-client',
  [POSTGRES]: 'postgresql',
  openssl: 'openssl',
  prometheus: 'prometheus',
  amtool: 'prometheus-alertmanager',
  'prometheus-node-exporter': 'prometheus-node-exporter',
  'prometheus-blackbox-exporter': 'prometheus-blackbox-exporter',
  'prometheus-postgres-exporter': 'prometheus-postgres-exporter',
  'prometheus-redis-exporter': 'prometheus-redis-exporter',
  'docker-compose': 'docker-compose',
  faketime: 'faketime',
  'systemd-analyze': 'systemd',
  pgbouncer: 'pgbouncer',
};
/** Debian's folder for servers, which is not in every PATH. */
const SERVERS = '/usr/sbin';
/** Debian's folder for PostgreSQL, with one folder for each version; e2e/support/servers/postgres-files.ts reads the same. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';
/** Installs without the cluster that Debian's package would create and start on port 5432. */
const INSTALL = `set -e
export DEBIAN_FRONTEND=noninteractive
folder=/etc/postgresql-common/createcluster.d
mkdir -p $folder
trap 'rm -f $folder/onasty.conf' EXIT
echo 'create_main_cluster = false' > $folder/onasty.conf
apt-get install -q -y --no-install-recommends "$@"`;

/**
 * Installs missing programs, and `more`, if this process may (root or sudo on Debian and Ubuntu). Exits with a list of them
 * otherwise.
 */
export async function installSystemPackages(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const missing = Object.entries({ ...PACKAGES, ...more })
    .filter(([program]) => !isInstalled(program))
    .map(([, packageName]) => packageName);
  if (missing.length === 0) return;
  const asRoot = rootCommand();
  if (asRoot === null) {
    process.stderr.write(`The tests need ${missing.join(', ')}: install them, then try again.\n`);
    process.exit(1);
  }
  await runTask('Updating the package lists', ...asRoot('apt-get', 'update', '-q'));
  await runTask(`Installing ${missing.join(', ')}`, ...asRoot('sh', '-c', INSTALL, 'sh', ...missing));
}

/** CHROMIUM_PATH may name another browser. */
function isInstalled(program: string): boolean {
  const configured = program === BROWSER ? process.env['CHROMIUM_PATH'] : undefined;
  if (configured !== undefined) return isExecutable(configured);
  const folders =
    program === POSTGRES ? postgresFolders() : [...(process.env['PATH'] ?? '').split(delimiter), SERVERS];
  return folders.some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function postgresFolders(): string[] {
  if (!existsSync(POSTGRES_VERSIONS)) return [];
  return readdirSync(POSTGRES_VERSIONS).map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
}

type Command = [program: string, parameters: string[]];

/** Returns null without apt, or without the right to become root. */
function rootCommand(): ((program: string, ...parameters: string[]) => Command) | null {
  if (!existsSync('/usr/bin/apt-get')) return null;
  if (process.getuid?.() === 0) return (program, ...parameters) => [program, parameters];
  const canSudo = spawnSync('sudo', ['-n', 'true']).status === 0;
  return canSudo ? (...command) => ['sudo', command] : null;
}
