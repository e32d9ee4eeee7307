import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const DISK_BYTES = 8_000_000;
/** 92.5% of the disk. */
const BALLAST_BYTES = 7_400_000;

/** Almost full disk in a file, because the alert ignores file systems in memory. Needs root, which may mount it. */
export class FullDisk {
  private folder = '';

  /** Mount point, as the node exporter names it. */
  get mountpoint(): string {
    return join(this.folder, 'disk');
  }

  async mount(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'onasty-disk-'));
    const image = join(this.folder, 'image');
    await writeFile(image, '');
    await truncate(image, DISK_BYTES);
    await exec('mkfs.ext2', ['-q', '-m', '0', image]);
    await mkdir(this.mountpoint);
    await exec('mount', ['-o', 'loop', image, this.mountpoint]);
    await writeFile(join(this.mountpoint, 'ballast'), Buffer.alloc(BALLAST_BYTES));
  }

  async remove(): Promise<void> {
    await exec('umount', [this.mountpoint]);
    await rm(this.folder, { recursive: true });
  }
}
