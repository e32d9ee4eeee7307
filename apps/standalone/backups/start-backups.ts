import { join, resolve } from 'node:path';
import { Gauge } from 'prom-client';
import type { Secret, StandaloneConfig } from '#libs/config';
import type { ShutdownHooks } from '#libs/lifecycle';
import { registry, type Logger } from '#libs/observability';
import { ScheduledBackups } from './scheduled-backups.js';

interface BackupSurroundings {
  ownerUrl: Secret<string>;
  dataFolder: string;
  shutdownHooks: ShutdownHooks;
  logger: Logger;
}

/** Starts scheduled backups if BACKUP_INTERVAL is set, with the metric of their age. */
export async function startBackups(
  { backups: { intervalMs, folder, ...settings } }: Pick<StandaloneConfig, 'backups'>,
  { ownerUrl, dataFolder, shutdownHooks, logger }: BackupSurroundings,
): Promise<void> {
  if (intervalMs === undefined) return;
  const schedule = { ...settings, intervalMs, folder: resolve(folder ?? join(dataFolder, 'backups')) };
  const backups = new ScheduledBackups(ownerUrl, schedule, logger);
  await backups.start();
  shutdownHooks.add(() => backups.stop(), 'backups');
  registry.registerMetric(
    new Gauge({
      name: 'onasty_backup_last_success_timestamp_seconds',
      help: 'Unix time of the last backup of the database that succeeded.',
      registers: [],
      collect() {
        if (backups.lastSuccessMs === null) this.remove();
        else this.set(backups.lastSuccessMs / 1_000);
      },
    }),
  );
}
