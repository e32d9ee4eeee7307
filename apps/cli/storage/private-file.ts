import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { randomKey } from '#libs/api-client';

const FOLDERS = {
  config: { variable: 'XDG_CONFIG_HOME', fallback: '.config' },
  state: { variable: 'XDG_STATE_HOME', fallback: '.local/state' },
} as const;

/** JSON object in a file that only its owner can read. */
export class PrivateFile {
  private constructor(readonly path: string) {}

  static in(folder: keyof typeof FOLDERS, ...path: string[]): PrivateFile {
    const { variable, fallback } = FOLDERS[folder];
    const base = process.env[variable];
    const parent = base !== undefined && base.startsWith('/') ? base : join(homeFolder(), fallback);
    return new PrivateFile(join(parent, 'onasty', ...path));
  }

  /** A file for each name, so that parallel commands never overwrite each other. The name is not stored. */
  static named(kind: string, name: string): PrivateFile {
    return PrivateFile.in('state', kind, createHash('sha256').update(name).digest('base64url'));
  }

  /** Returns an empty object without the file, or if it is damaged. */
  async read(): Promise<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(await readFile(this.path, 'utf8'));
      return isRecord(value) ? value : {};
    } catch {
      return {};
    }
  }

  /** Replaces the file in one step, so that a crash leaves either version. */
  async write(value: Record<string, unknown>): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const draft = `${this.path}.${randomKey()}`;
    try {
      await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600, flag: 'wx' });
      await rename(draft, this.path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }

  async removeOldNeighbours(ageMs: number): Promise<void> {
    const folder = dirname(this.path);
    for (const name of await readdir(folder)) {
      const { mtimeMs } = await stat(join(folder, name));
      if (mtimeMs < Date.now() - ageMs) await rm(join(folder, name), { force: true });
    }
  }
}

/** Users of containers often have no home folder; a path below /dev/null can be neither read nor written. */
function homeFolder(): string {
  const none = '/dev/null/home';
  try {
    return isAbsolute(homedir()) ? homedir() : none;
  } catch {
    return none;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
