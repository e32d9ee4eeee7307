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

/** Copies of programs that the server's user cannot run in place. */
const SYSTEM_FOLDER = '/var/lib/onasty';
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS']);

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/** Finds the server programs that npm installed, and copies them if they cannot run in place. */
export async function findBinaries(user: ServerUser | null, dataFolder: string): Promise<Binaries> {
  const packageFolder = findPackage();
  const native = join(packageFolder, 'native');
  const isComplete = await linkLibraries(native);
  if (isComplete && (user === null || (await canRun(user, programs(native).initdb)))) return programs(native);
  const copies = user === null ? dataFolder : SYSTEM_FOLDER;
  return programs(await copyOnce(native, join(copies, `postgresql-${await versionOf(packageFolder)}`)));
}

function programs(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(`not available for this machine (${name} is not installed)`, {
      remedy: 'set DATABASE_URL to an external server',
      cause: error,
    });
  }
}

/**
 * Creates the symbolic links that npm packages cannot contain. The build calls it, since code may be read-only later.
 *
 * @returns false if links are missing and this user cannot create them
 */
export async function linkLibraries(native = join(findPackage(), 'native')): Promise<boolean> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const inNative = (path: string) => join(native, relative('native', path));
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    const link = inNative(target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(link), inNative(source)), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (READ_ONLY.has(code)) return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Copies under another name, then renames, so that the copy is complete or absent. */
async function copyOnce(native: string, folder: string): Promise<string> {
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished);
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
