import { homedir } from 'node:os';
import { join, sep } from 'node:path';

/** Folders of a package that npm installed, whose working folder may be any. A clone uses its own folder instead. */
export function installedFolders(
  codeFolder: string,
  { XDG_CONFIG_HOME, XDG_DATA_HOME }: Readonly<Record<string, string | undefined>>,
): { settingsFile: string; dataFolder: string } | null {
  if (!codeFolder.includes(`${sep}node_modules${sep}`)) return null;
  return {
    settingsFile: join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'onasty', 'onasty.env'),
    dataFolder: join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'onasty'),
  };
}
