import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { EmbeddedPostgres } from './embedded-postgres.js';

let dataFolder: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'onasty-embedded-'));
  // As root, PostgreSQL runs as another user.
  await chmod(dataFolder, 0o755);
});
afterEach(() => rm(dataFolder, { recursive: true }));

it.each([
  ['17\n', /were written by PostgreSQL 17; this version of Onasty runs PostgreSQL \d+: start the version/],
  ['', /are not those of a database; .*set DATA_DIR to another folder/],
])('names both versions if the files have the version %j', async (version, message) => {
  const cluster = join(dataFolder, 'postgres', 'cluster');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), version);
  const starting = EmbeddedPostgres.start({ dataFolder, password: new Secret('secret') });
  await expect(starting).rejects.toThrow(message);
});
