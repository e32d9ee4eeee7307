import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Metrics that infra/postgres/backup.sh writes, in a folder that the node exporter reads. */
export class BackupRecord {
  private constructor(readonly folder: string) {}

  static async start(): Promise<BackupRecord> {
    const record = new BackupRecord(await mkdtemp(join(tmpdir(), 'onasty-backup-record-')));
    await record.write(new Date());
    return record;
  }

  /** @param succeededAt time of the last backup */
  async write(succeededAt: Date): Promise<void> {
    const seconds = Math.floor(succeededAt.getTime() / 1_000);
    const line = `onasty_backup_last_success_timestamp_seconds ${seconds}\n`;
    await writeFile(join(this.folder, 'backup.prom'), line);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
