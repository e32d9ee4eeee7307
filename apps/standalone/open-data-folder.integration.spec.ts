import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShutdownHooks } from '#libs/lifecycle';
import { openDataFolder } from './open-data-folder.js';

describe('openDataFolder', () => {
  let parent: string;
  let hooks: ShutdownHooks;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'onasty-data-'));
    hooks = new ShutdownHooks();
  });
  afterEach(async () => {
    await hooks.runAll();
    await rm(parent, { recursive: true });
  });

  it('creates the folder and its parents for this user only', async () => {
    const { path } = await openDataFolder(join(parent, 'a', 'data'), hooks);
    expect(path).toBe(join(parent, 'a', 'data'));
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it.each(['data', 'a link to it'])(
    'rejects a second process at %s until the first has closed',
    async (name) => {
      const { secrets } = await openDataFolder(join(parent, 'data'), hooks);
      const again = join(parent, name);
      if (name !== 'data') await symlink(join(parent, 'data'), again);
      await expect(openDataFolder(again, new ShutdownHooks())).rejects.toThrow('in use by another process');
      await hooks.runAll();
      expect((await openDataFolder(again, hooks)).secrets).toEqual(secrets);
    },
  );

  it('names the variable if the path is a file', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    await expect(openDataFolder(file, hooks)).rejects.toThrow(`DATA_DIR: ${file} is not a folder`);
  });
});
