import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { installedFolders } from './installed-package.js';

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
