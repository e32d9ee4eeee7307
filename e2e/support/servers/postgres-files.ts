import { execFile } from 'node:child_process';
import { access, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSIONS = '/usr/lib/postgresql';
/** PostgreSQL does not run as root; Debian's package creates this user. */
const AS_POSTGRES = 'env --chdir=/ setpriv --reuid=postgres --regid=postgres --init-groups --'.split(' ');

/** Superuser, as in the image of PostgreSQL and in deploy/README.md. */
export const SUPERUSER = 'postgres';

/** Command that runs as the user of PostgreSQL. */
export function asPostgres(command: readonly string[]): string[] {
  return process.getuid?.() === 0 ? [...AS_POSTGRES, ...command] : [...command];
}

/** Folder of Debian's newest PostgreSQL. @throws {Error} if there is none */
export async function debianPrograms(): Promise<string> {
  const names = await readdir(VERSIONS).catch(() => []);
  for (const version of names.map(Number).toSorted((one, other) => other - one)) {
    const folder = join(VERSIONS, String(version), 'bin');
    if (await exists(join(folder, 'postgres'))) return folder;
  }
  throw new Error(`no PostgreSQL in ${VERSIONS}: npm test installs missing packages`);
}

/** Creates a data folder as the image does. @returns the folder */
export async function makeFiles(programs: string, password: string): Promise<string> {
  const folder = await runAsPostgres(['mktemp', '--directory', '/tmp/onasty-postgres-XXXXXX']);
  const passwordFile = join(folder, 'password');
  // PostgreSQL's user reads it; other users cannot enter the folder.
  await writeFile(passwordFile, password, { mode: 0o644 });
  const options = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const kind = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions'];
  await runAsPostgres([join(programs, 'initdb'), `--pgdata=${clusterIn(folder)}`, ...options, ...kind]);
  await rm(passwordFile);
  return folder;
}

export const clusterIn = (folder: string): string => join(folder, 'cluster');

async function runAsPostgres(command: readonly string[]): Promise<string> {
  const [program = '', ...parameters] = asPostgres(command);
  const { stdout } = await run(program, parameters, { env: { PATH: process.env['PATH'] } });
  return stdout.trim();
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
