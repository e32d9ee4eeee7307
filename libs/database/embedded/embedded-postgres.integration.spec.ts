import { chmod, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { linkLibraries } from './binaries.js';
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

async function asOtherUser<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

it.runIf(process.getuid?.() === 0)(
  'creates the links of the libraries once, and knows if it cannot',
  async () => {
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await mkdir(join(dataFolder, 'lib'));
    await writeFile(join(dataFolder, 'pg-symlinks.json'), JSON.stringify(links));
    expect(await asOtherUser(() => linkLibraries(dataFolder))).toBe(false);
    for (let build = 0; build < 2; build += 1) expect(await linkLibraries(dataFolder)).toBe(true);
    expect(await readlink(join(dataFolder, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  },
);
