import { access, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '#libs/config';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';
import { ROLE } from './ensure-database.js';
import { run } from './run.js';
import type { ServerUser } from './run.js';

const UNFINISHED = 'unfinished-';

/** Creates the database files once, complete or not at all. */
export async function createCluster(
  { initdb }: Binaries,
  folder: string,
  password: Secret<string>,
  user: ServerUser | null,
): Promise<string> {
  const cluster = join(folder, 'cluster');
  if (await exists(cluster)) return cluster;
  await removeUnfinished(folder);
  const unfinished = join(folder, `${UNFINISHED}${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (user !== null) await chown(unfinished, user.uid, user.gid);
  const passwordFile = join(folder, `${UNFINISHED}password`);
  await writeFile(passwordFile, password.reveal(), { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  const { exitCode, output } = await run(initdb, initdbArguments(unfinished, passwordFile), user);
  await rm(passwordFile);
  if (exitCode !== 0) throw new EmbeddedPostgresError(`cannot create its files in ${folder} (${output})`);
  await rename(unfinished, cluster);
  return cluster;
}

/** Uses PostgreSQL's own locale: an update of the operating system must not change the order of an index. */
function initdbArguments(target: string, passwordFile: string): string[] {
  return [
    `--pgdata=${target}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
}

async function removeUnfinished(folder: string): Promise<void> {
  const leftOver = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(leftOver.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
