import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OUTPUT, run, type Engine } from './engine.js';

const SOURCES = 'deploy/images/bases';
const BASES = ['node', 'runtime', 'caddy', 'nats', 'postgres', 'redis'];
/** Settings with which apt and npm find their registries, and the certificates of these. */
const SETTINGS = [
  '/etc/apt/sources.list.d/debian.sources',
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/npmrc',
  '/root/.npmrc',
];

/**
 * Builds stand-ins for the base images from packages, and returns the arguments of deploy/Dockerfile that name them. With
 * IMAGE_BASES=published, as in CI, there are none: the published images are used.
 */
export async function standInBases(engine: Engine): Promise<Record<string, string>> {
  if (process.env['IMAGE_BASES'] === 'published') return {};
  const context = join(OUTPUT, 'context');
  await prepareContext(context);
  await engine.docker(['compose', '--file', `${SOURCES}/bases.yml`, 'build'], { env: { CONTEXT: context } });
  return Object.fromEntries(
    BASES.map((name) => [`${name.toUpperCase()}_IMAGE`, `localhost/onasty-bases/${name}`]),
  );
}

async function prepareContext(context: string): Promise<void> {
  cpSync(SOURCES, context, { recursive: true });
  await addDebian(join(context, 'debian.tar'));
  await addNode(join(context, 'node'));
  rmSync(join(context, 'machine'), { recursive: true, force: true });
  for (const path of SETTINGS.filter((name) => existsSync(name))) {
    const copy = join(context, 'machine', path);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(path, copy);
  }
}

async function addDebian(archive: string): Promise<void> {
  if (existsSync(archive)) return;
  const [, mirror = ''] = /^URIs: (\S+)/m.exec(readFileSync(SETTINGS[0] ?? '', 'utf8')) ?? [];
  const folder = `${archive}.d`;
  rmSync(folder, { recursive: true, force: true });
  await run(['debootstrap', '--variant=minbase', 'bookworm', folder, mirror]);
  await run(['rm', '-f', `${folder}/etc/apt/sources.list`]);
  await run(['tar', '--directory', folder, '--create', '--file', archive, '.']);
  rmSync(folder, { recursive: true });
}

/** Node of npm's package, in the version of the published image, with the npm of this machine. */
async function addNode(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const [, version = ''] = /NODE_IMAGE=\S+:([\d.]+)/.exec(readFileSync('deploy/Dockerfile', 'utf8')) ?? [];
  const cpu = process.arch;
  const name = `node-linux-${cpu}`;
  const packages = join(OUTPUT, 'node');
  await run(['npm', 'install', '--prefix', packages, '--no-save', `${name}@${version}`]);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  cpSync(join(packages, 'node_modules', name, 'bin/node'), join(folder, 'bin/node'));
  const own = join(await run(['npm', 'root', '--global']), 'npm');
  cpSync(own, join(folder, 'lib/node_modules/npm'), { recursive: true });
}
