import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedFolders } from './environment.js';

const folder = mkdtempSync(join(tmpdir(), 'onasty-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
  const { readEnvironment } = await import(${JSON.stringify(resolve('libs/config/environment.ts'))});
  const { A, B, C, D } = await readEnvironment();
  process.stdout.write(JSON.stringify({ A, B, C, D }));`;

/** Variables that a process reads in the folder. */
function read(environment: Record<string, string>): unknown {
  const parameters = [
    `--import=${resolve('node_modules/tsx/dist/loader.mjs')}`,
    '--input-type=module',
    '-e',
    PROGRAM,
  ];
  const env = { PATH: process.env['PATH'], ...environment };
  return JSON.parse(execFileSync(process.execPath, parameters, { cwd: folder, env, encoding: 'utf8' }));
}

describe('readEnvironment', () => {
  it('reads only the process without a file', () => {
    expect(read({ A: 'process', B: '' })).toEqual({ A: 'process' });
  });

  it('adds the file .env, which the process overrides, and drops empty variables', () => {
    writeFileSync(join(folder, '.env'), `A=file\nB="quoted # text"\nC=\nD=file\n# A=comment\n`);
    expect(read({ A: 'process', C: '' })).toEqual({ A: 'process', B: 'quoted # text', D: 'file' });
  });
});

const INSTALLED = '/usr/lib/node_modules/onasty-server/dist/bundles/standalone';

it('leaves a clone and an image to their working folder', () => {
  expect(installedFolders('/home/ada/onasty/dist/bundles/standalone', {})).toBeNull();
  expect(installedFolders('/srv/my_node_modules/dist', {})).toBeNull();
});

it.each([
  [{}, `${homedir()}/.config/onasty/onasty.env`, `${homedir()}/.local/share/onasty`],
  [
    { XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' },
    `${homedir()}/.config/onasty/onasty.env`,
    `${homedir()}/.local/share/onasty`,
  ],
  [{ XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' }, '/c/onasty/onasty.env', '/d/onasty'],
])('uses the folders of the user for an installed package: %j', (environment, settingsFile, dataFolder) => {
  expect(installedFolders(INSTALLED, environment)).toEqual({ settingsFile, dataFolder });
});
