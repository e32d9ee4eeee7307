import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runStep } from './steps.mjs';

const BROWSER = 'chromium-headless-shell';

/** What the tests need from outside npm: a program, and the package of Debian that has it. */
const PROGRAMS = [
  { program: BROWSER, packageName: BROWSER },
  { program: 'nats-server', packageName: 'nats-server' },
  { program: 'redis-server', packageName: 'redis-server' },
  { program: 'caddy', packageName: 'caddy' },
  { program: 'psql', packageName: 'postgresql-client' },
  { program: 'openssl', packageName: 'openssl' },
  { program: 'prometheus', packageName: 'prometheus' },
  { program: 'amtool', packageName: 'prometheus-alertmanager' },
  { program: 'prometheus-node-exporter', packageName: 'prometheus-node-exporter' },
  { program: 'prometheus-blackbox-exporter', packageName: 'prometheus-blackbox-exporter' },
  { program: 'docker-compose', packageName: 'docker-compose' },
];
/** Where Debian puts servers, which not everyone's PATH leads to. */
const FOLDER_OF_SERVERS = '/usr/sbin';

/** Installs what is missing, where this may be done (root or sudo on Debian and Ubuntu); otherwise says what to do. */
export async function installSystemPackages() {
  const missing = PROGRAMS.filter(({ program }) => !isInstalled(program)).map(
    ({ packageName }) => packageName,
  );
  if (missing.length === 0) return;
  const apt = aptCommand();
  if (apt === null) {
    process.stderr.write(
      `The tests need ${missing.join(', ')}: please install it, then run npm test again.\n`,
    );
    process.exit(1);
  }
  const environment = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runStep('Looking up packages', apt[0], [...apt.slice(1), 'update', '-q'], environment);
  const install = ['install', '-q', '-y', '--no-install-recommends', ...missing];
  await runStep(`Installing ${missing.join(', ')}`, apt[0], [...apt.slice(1), ...install], environment);
}

/** The browser may also be named by CHROMIUM_PATH. */
function isInstalled(program) {
  const named = program === BROWSER ? process.env.CHROMIUM_PATH : undefined;
  if (named !== undefined) return isExecutable(named);
  const folders = [...(process.env.PATH ?? '').split(delimiter), FOLDER_OF_SERVERS];
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

function aptCommand() {
  if (!existsSync('/usr/bin/apt-get')) return null;
  if (process.getuid?.() === 0) return ['apt-get'];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', 'apt-get'] : null;
}
