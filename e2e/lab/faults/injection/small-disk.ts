import { execFile } from 'node:child_process';
import { mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MIB = 1_024 * 1_024;
const BALLAST = 'ballast';
const exec = promisify(execFile);

/** Folder on a small disk of its own. No program may use the folder while the disk is mounted or removed. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** @throws {Error} unless it runs as root, which may mount */
  static async under(folder: string, freeMiB: number): Promise<SmallDisk> {
    if (process.getuid?.() !== 0) throw new Error('only root may mount a small disk');
    const { uid, gid } = await stat(folder);
    const { stdout } = await exec('du', ['-sm', folder]);
    const size = `${Number.parseInt(stdout) + freeMiB}m`;
    const aside = `${folder}.aside`;
    await rename(folder, aside);
    await mkdir(folder);
    await exec('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${size},uid=${uid},gid=${gid},mode=0700`,
      'tmpfs',
      folder,
    ]);
    await copy(aside, folder);
    await rm(aside, { recursive: true });
    return new SmallDisk(folder);
  }

  async fill(): Promise<void> {
    const ballast = await open(join(this.folder, BALLAST), 'w');
    try {
      for (const piece of [Buffer.alloc(MIB), Buffer.alloc(4_096)]) {
        while (await ballast.write(piece).then(isWhole(piece), () => false));
      }
    } finally {
      await ballast.close();
    }
  }

  async free(): Promise<void> {
    await rm(join(this.folder, BALLAST), { force: true });
  }

  /** Moves the files back to the original disk. */
  async remove(): Promise<void> {
    const aside = `${this.folder}.aside`;
    await this.free();
    await mkdir(aside);
    await copy(this.folder, aside);
    await exec('umount', [this.folder]);
    await rmdir(this.folder);
    await rename(aside, this.folder);
  }
}

const isWhole = (piece: Buffer) => (written: { bytesWritten: number }) =>
  written.bytesWritten === piece.length;

/** Preserves owners, unlike `cp` of Node. */
async function copy(from: string, to: string): Promise<void> {
  await exec('cp', ['-a', `${from}/.`, to]);
}
