import { execFile } from 'node:child_process';
import { access, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSIONS = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; Debian's package brings this user, who may not enter every folder. */
const AS_POSTGRES = 'env --chdir=/ setpriv --reuid=postgres --regid=postgres --init-groups --'.split(' ');

/** Its superuser, as the image of PostgreSQL and the commands of deploy/README.md name it. */
export const SUPERUSER = 'postgres';

/** The command line that runs this one as whom PostgreSQL may run as. */
export function asPostgres(command: readonly string[]): string[] {
  return process.getuid?.() === 0 ? [...AS_POSTGRES, ...command] : [...command];
}

/**
 * The folder of Debian's programs of PostgreSQL, of several versions the newest.
 *
 * @throws {Error} where there is none
 */
export async function debianPrograms(): Promise<string> {
  const names = await readdir(VERSIONS).catch(() => []);
  for (const version of names.map(Number).toSorted((one, other) => other - one)) {
    const folder = join(VERSIONS, String(version), 'bin');
    if (await exists(join(folder, 'postgres'))) return folder;
  }
  throw new Error(`there is no PostgreSQL in ${VERSIONS}: npm test installs what is missing`);
}

/** A new folder with the files of a server, as the image makes them, and whom they belong to. Gives the folder. */
export async function makeFiles(programs: string, password: string): Promise<string> {
  const folder = await runAsPostgres(['mktemp', '--directory', '/tmp/onasty-postgres-XXXXXX']);
  const passwordFile = join(folder, 'password');
  // Readable for PostgreSQL's user; nobody else enters the folder.
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
