import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../support/free-port.js';
import { Standalone, temporaryFolder } from '../../../support/programs/standalone.js';
import { until } from '../../../support/until.js';

const exec = promisify(execFile);
const DISK_MIB = 256;
const PIECE = Buffer.alloc(1_024 * 1_024);
const RECOVERS_WITHIN_MS = 60_000;

/** Standalone on one port, with its data on a small disk of its own, which only root may mount. */
export class StandaloneUnderFault {
  standalone: Standalone | undefined;

  private constructor(
    private readonly folder: Awaited<ReturnType<typeof temporaryFolder>>,
    private readonly disk: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<StandaloneUnderFault> {
    const folder = await temporaryFolder();
    const disk = join(folder.path, 'disk');
    // The embedded PostgreSQL has a user of its own if root starts it.
    await exec('chmod', ['0755', folder.path]);
    await exec('mkdir', [disk]);
    await exec('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0755`, 'tmpfs', disk]);
    const target = new StandaloneUnderFault(folder, disk, await freePort());
    await target.startAgain();
    return target;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Like the restart policy of a service manager. */
  async startAgain(): Promise<void> {
    this.standalone = await Standalone.start(this.dataFolder, this.environment);
  }

  /** Messages of a start that must fail. */
  startFailure(): Promise<string[]> {
    return Standalone.startFailure(this.dataFolder, this.environment);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.standalone?.process.end(signal);
  }

  async killPostgres(): Promise<void> {
    process.kill((await this.standalone?.postgresPid()) ?? 0, 'SIGKILL');
  }

  /** Logged fields of a message, the latest first. */
  logged(message: string): Record<string, unknown> | undefined {
    return this.standalone?.process.log().findLast((line) => line['message'] === message);
  }

  async untilReady(): Promise<void> {
    const isReady = () =>
      fetch(`${this.address}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('standalone is ready', isReady, RECOVERS_WITHIN_MS);
  }

  async fillDisk(): Promise<void> {
    const ballast = await open(join(this.disk, 'ballast'), 'w');
    const isWritten = (piece: Buffer) =>
      ballast.write(piece).then(
        ({ bytesWritten }) => bytesWritten === piece.length,
        () => false,
      );
    for (const piece of [PIECE, Buffer.alloc(4_096)]) while (await isWritten(piece));
    await ballast.close();
  }

  freeDisk(): Promise<void> {
    return rm(join(this.disk, 'ballast'), { force: true });
  }

  async remount(mode: 'ro' | 'rw'): Promise<void> {
    await exec('mount', ['-o', `remount,${mode}`, this.disk]);
  }

  async remove(): Promise<void> {
    await this.end('SIGTERM');
    await exec('umount', ['-l', this.disk]);
    await this.folder.remove();
  }

  private get dataFolder(): string {
    return join(this.disk, 'data');
  }

  private get environment(): Record<string, string> {
    return { HTTP_PORT: String(this.port), RATELIMIT_ENABLED: 'false' };
  }
}
