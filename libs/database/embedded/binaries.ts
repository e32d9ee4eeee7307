import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { canRun } from './server-user.js';
import type { ServerUser } from './run.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** Copies of binaries that the server's user cannot run in place. */
const SYSTEM_FOLDER = '/var/lib/onasty';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/** Finds the server programs that npm installed, and copies them if `user` cannot run them in place. */
export async function findBinaries(user: ServerUser | null): Promise<Binaries> {
  const packageFolder = findPackage();
  await linkLibraries(packageFolder);
  const native = join(packageFolder, 'native');
  if (user === null || (await canRun(user, programs(native).initdb))) return programs(native);
  return programs(await copyOnce(native, await versionOf(packageFolder)));
}

function programs(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(own).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(`not available for this machine (${name} is not installed)`, {
      remedy: 'set DATABASE_URL to an external server',
      cause: error,
    });
  }
}

/** Creates the symbolic links that npm packages cannot contain. The build calls it, since code may be read-only later. */
export async function linkLibraries(packageFolder = findPackage()): Promise<void> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    const link = join(packageFolder, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(explainMissingLink);
  }
}

/** Copies under another name, then renames, so that the copy is complete or absent. */
async function copyOnce(native: string, version: string): Promise<string> {
  const folder = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
}

async function versionOf(packageFolder: string): Promise<string> {
  const { version } = manifest.parse(JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')));
  return `${version}-${basename(packageFolder)}`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function explainMissingLink(error: NodeJS.ErrnoException): void {
  if (error.code === 'EEXIST') return;
  throw new EmbeddedPostgresError(
    `its programs lack links, and this user cannot create them (${error.code})`,
    {
      remedy: 'run npm run build as the owner of node_modules',
      cause: error,
    },
  );
}
