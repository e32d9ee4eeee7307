import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShutdownHooks } from '#libs/lifecycle';
import { DataFolderError, explainDataFolderError } from './data-folder.error.js';
import { openDataFolder } from './open-data-folder.js';

const OTHER_USER = 65_534;
const isRoot = process.getuid?.() === 0;
const shutdownHooks = new ShutdownHooks();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onasty data '));
});
afterEach(async () => {
  await shutdownHooks.runAll();
  await rm(folder, { recursive: true, force: true });
});

async function messageOf(path: string): Promise<string> {
  const error: unknown = await openDataFolder(path, shutdownHooks).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataFolderError);
  return error instanceof Error ? error.message : '';
}

/** Runs as a user without privileges. */
async function asOtherUser<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(OTHER_USER);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('openDataFolder', () => {
  it('creates missing folders for this user only, and leaves nothing there', async () => {
    const path = join(folder, 'one', 'two');
    expect((await openDataFolder(path, shutdownHooks)).path).toBe(path);
    expect(await readdir(path)).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it.each(['data', 'a link to it'])(
    'rejects a second process at %s until the first has closed',
    async (name) => {
      const { secrets, saveSecrets } = await openDataFolder(join(folder, 'data'), shutdownHooks);
      await saveSecrets();
      const again = join(folder, name);
      if (name !== 'data') await symlink(join(folder, 'data'), again);
      await expect(openDataFolder(again, new ShutdownHooks())).rejects.toThrow('in use by another process');
      await shutdownHooks.runAll();
      expect((await openDataFolder(again, shutdownHooks)).secrets).toEqual(secrets);
    },
  );

  it.each([
    ['in /proc', () => '/proc/onasty', 'cannot be used: no folder can be created there'],
    ['deep in /proc', () => '/proc/onasty/data', 'cannot be used: no folder can be created there'],
    ['that is a file', () => join(folder, 'file'), 'is not a folder'],
    ['below a file', () => join(folder, 'file', 'data'), 'cannot be used: part of the path is not a folder'],
    ['that is a device', () => '/dev/null', 'is not a folder'],
    [
      'in a loop of links',
      () => join(folder, 'loop', 'data'),
      'cannot be used: its symbolic links form a loop',
    ],
    [
      'behind a link to nothing',
      () => join(folder, 'dangling'),
      'cannot be used: no folder can be created there',
    ],
    ['with a long name', () => join(folder, 'x'.repeat(300)), 'cannot be used: the path is too long'],
  ])('explains in one sentence why it cannot use a path %s', async (_where, pathOf, reason) => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
    await symlink(join(folder, 'nothing'), join(folder, 'dangling'));
    expect(await messageOf(pathOf())).toBe(`DATA_DIR: ${pathOf()} ${reason}`);
  });

  it('leaves the folder of another program as it was', async () => {
    await writeFile(join(folder, 'photo.jpg'), '');
    expect(await messageOf(folder)).toContain('contains files of another program');
    expect(await readdir(folder)).toEqual(['photo.jpg']);
  });

  it.runIf(isRoot).each([
    ['below a folder of another user', 0o755, 'data', 'this user has no permission'],
    ['in a folder that it cannot enter', 0o700, 'inside/data', 'this user has no permission'],
    ['that another user shares', 0o777, '', 'belongs to another user'],
    ['of another user', 0o755, '', 'belongs to another user'],
  ])('rejects a folder %s', async (_whose, mode, name, reason) => {
    await chmod(folder, mode);
    expect(await asOtherUser(() => messageOf(join(folder, name)))).toContain(reason);
  });

  it.runIf(isRoot).each([
    ['a new', 0],
    ['a used', 1],
  ])('rejects %s folder of its own if it cannot write there', async (_age, starts) => {
    const own = join(folder, 'own');
    await chmod(folder, 0o777);
    await asOtherUser(() => mkdir(own, { mode: 0o700 }));
    for (let start = 0; start < starts; start += 1) {
      await asOtherUser(() => openDataFolder(own, shutdownHooks));
      await shutdownHooks.runAll();
    }
    await chmod(own, 0o500);
    expect(await asOtherUser(() => messageOf(own))).toContain('this user has no permission');
  });
});

describe('explainDataFolderError', () => {
  it.each([
    ['EROFS', 'its file system is read-only'],
    ['ENOSPC', 'its disk is full'],
    ['EDQUOT', 'the disk quota of this user is used up'],
    ['EIO', 'its disk fails'],
    ['EXDEV', 'its file system reports EXDEV'],
  ])('explains %s', (code, reason) => {
    const error = Object.assign(new Error(code), { code, syscall: 'write' });
    expect(explainDataFolderError('/data', error)).toMatchObject({
      message: `DATA_DIR: /data cannot be used: ${reason}`,
    });
  });

  it('returns other errors as they are', () => {
    const error = new Error('secrets.json is damaged');
    expect(explainDataFolderError('/data', error)).toBe(error);
  });
});
