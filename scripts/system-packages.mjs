import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './steps.mjs';

const BROWSER = 'chromium-headless-shell';
const SERVER_OF_POSTGRESQL = 'postgres';

/** What the tests need from outside npm: a program, and the package of Debian that has it. */
const PROGRAMS = [
  { program: BROWSER, packageName: BROWSER },
  { program: 'nats-server', packageName: 'nats-server' },
  { program: 'redis-server', packageName: 'redis-server' },
  { program: 'caddy', packageName: 'caddy' },
  { program: 'psql', packageName: 'postgresql-client' },
  { program: SERVER_OF_POSTGRESQL, packageName: 'postgresql' },
  { program: 'openssl', packageName: 'openssl' },
  { program: 'prometheus', packageName: 'prometheus' },
  { program: 'amtool', packageName: 'prometheus-alertmanager' },
  { program: 'prometheus-node-exporter', packageName: 'prometheus-node-exporter' },
  { program: 'prometheus-blackbox-exporter', packageName: 'prometheus-blackbox-exporter' },
  { program: 'docker-compose', packageName: 'docker-compose' },
  { program: 'faketime', packageName: 'faketime' },
];
/** Where Debian puts servers, which not everyone's PATH leads to. */
const FOLDER_OF_SERVERS = '/usr/sbin';
/** Where it puts PostgreSQL, a folder for each version: there the tests look for it (e2e/support/postgres-files.ts). */
const VERSIONS_OF_POSTGRESQL = '/usr/lib/postgresql';
/** Without the cluster that Debian's PostgreSQL would make and start on port 5432: the tests make their own. */
const INSTALL = `set -e
export DEBIAN_FRONTEND=noninteractive
folder=/etc/postgresql-common/createcluster.d
mkdir -p $folder
trap 'rm -f $folder/onasty.conf' EXIT
echo 'create_main_cluster = false' > $folder/onasty.conf
apt-get install -q -y --no-install-recommends "$@"`;

/** Installs what is missing, where this may be done (root or sudo on Debian and Ubuntu); otherwise says what to do. */
export async function installSystemPackages() {
  const missing = PROGRAMS.filter(({ program }) => !isInstalled(program)).map(
    ({ packageName }) => packageName,
  );
  if (missing.length === 0) return;
  const asRoot = rootCommand();
  if (asRoot === null) {
    process.stderr.write(`The tests need ${missing.join(', ')}: please install it, then try again.\n`);
    process.exit(1);
  }
  await runStep('Looking up packages', ...asRoot('apt-get', 'update', '-q'));
  await runStep(`Installing ${missing.join(', ')}`, ...asRoot('sh', '-c', INSTALL, 'sh', ...missing));
}

/** The browser may also be named by CHROMIUM_PATH. */
function isInstalled(program) {
  const named = program === BROWSER ? process.env.CHROMIUM_PATH : undefined;
  if (named !== undefined) return isExecutable(named);
  const folders =
    program === SERVER_OF_POSTGRESQL
      ? foldersOfPostgresql()
      : [...(process.env.PATH ?? '').split(delimiter), FOLDER_OF_SERVERS];
  return folders.some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function foldersOfPostgresql() {
  if (!existsSync(VERSIONS_OF_POSTGRESQL)) return [];
  return readdirSync(VERSIONS_OF_POSTGRESQL).map((version) => join(VERSIONS_OF_POSTGRESQL, version, 'bin'));
}

/** How a command is run as root; null where it can't be, or there is no apt. */
function rootCommand() {
  if (!existsSync('/usr/bin/apt-get')) return null;
  if (process.getuid?.() === 0) return (command, ...parameters) => [command, parameters];
  const maySudo = spawnSync('sudo', ['-n', 'true']).status === 0;
  return maySudo ? (...command) => ['sudo', command] : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installSystemPackages();
