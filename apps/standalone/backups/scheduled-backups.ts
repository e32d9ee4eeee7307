import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '#libs/config';
import { writeBackup } from '#libs/database';
import type { Logger } from '#libs/observability';

export interface BackupSchedule {
  folder: string;
  intervalMs: number;
  keepMs: number;
  recipient: string | undefined;
}

const NAME = /^onasty-\d{8}T\d{6}Z\.backup(\.age)?$/;
const RETRY_MS = 15 * 60_000;

/** Backs up at each interval after the last success, which the age of the newest file shows after a restart. */
export class ScheduledBackups {
  /** Unix time in milliseconds; null if none is known. */
  lastSuccessMs: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: Secret<string>,
    private readonly schedule: BackupSchedule,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await mkdir(this.schedule.folder, { recursive: true, mode: 0o700 });
    this.lastSuccessMs = (await this.backups()).at(-1)?.writtenAtMs ?? null;
    const dueAtMs = (this.lastSuccessMs ?? 0) + this.schedule.intervalMs;
    this.runIn(Math.max(0, dueAtMs - Date.now()));
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    clearTimeout(this.timer);
  }

  /** Writes a backup and deletes those that are too old. */
  async backUp(): Promise<string> {
    const { folder, recipient } = this.schedule;
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const file = join(folder, `onasty-${time}.backup${recipient === undefined ? '' : '.age'}`);
    await rm(`${file}.partial`, { force: true });
    const rows = await writeBackup(this.url, file, { withContent: false, recipient });
    this.lastSuccessMs = Date.now();
    this.logger.info({ rows }, 'database backed up');
    await this.deleteOld();
    return file;
  }

  private runIn(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, delayMs);
    this.timer.unref();
  }

  private async run(): Promise<void> {
    const { intervalMs } = this.schedule;
    try {
      await this.backUp();
      this.runIn(intervalMs);
    } catch (error) {
      this.logger.error({ err: error }, 'backup failed; will retry');
      this.runIn(Math.min(intervalMs, RETRY_MS));
    }
  }

  private async deleteOld(): Promise<void> {
    const tooOldMs = Date.now() - this.schedule.keepMs;
    const old = (await this.backups()).slice(0, -1).filter(({ writtenAtMs }) => writtenAtMs < tooOldMs);
    for (const { path } of old) await rm(path);
  }

  /** Oldest first. */
  private async backups(): Promise<{ path: string; writtenAtMs: number }[]> {
    const names = (await readdir(this.schedule.folder)).filter((name) => NAME.test(name));
    const paths = names.toSorted().map((name) => join(this.schedule.folder, name));
    return Promise.all(paths.map(async (path) => ({ path, writtenAtMs: (await stat(path)).mtimeMs })));
  }
}
