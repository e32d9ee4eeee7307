import { readFile } from 'node:fs/promises';
import { run, type ServerUser } from './run.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

const NAME = 'postgres';

/** Returns null without root: PostgreSQL then runs as the current user. Creates the user if it is missing. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  return (await findUser()) ?? (await createUser());
}

/** Tests access to each parent folder too. */
export async function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)).exitCode === 0;
}

export async function canRun(user: ServerUser, program: string): Promise<boolean> {
  return (await run(program, ['--version'], user)).exitCode === 0;
}

async function findUser(): Promise<ServerUser | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const fields = lines.find((line) => line.startsWith(`${NAME}:`))?.split(':');
  return fields === undefined ? null : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

async function createUser(): Promise<ServerUser> {
  const home = '/var/lib/onasty';
  const tries: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--home-dir',
        home,
        '--no-create-home',
        '--shell',
        '/usr/sbin/nologin',
        NAME,
      ],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', home, '-s', '/sbin/nologin', NAME]],
  ];
  for (const [program, programArguments] of tries) {
    await run(program, programArguments, null);
    const user = await findUser();
    if (user !== null) return user;
  }
  throw new EmbeddedPostgresError(
    `it does not run as root, and the system user "${NAME}" could not be created`,
    { remedy: 'create it, or start as another user' },
  );
}
