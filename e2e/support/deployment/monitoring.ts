import { BackupRecord } from '../prometheus/backup-record.js';
import { blackboxExporter, nodeExporter } from '../prometheus/exporters.js';
import { PrometheusServer } from '../prometheus/prometheus-server.js';
import { MonitoredSite } from '../prometheus/monitored-site.js';
import type { Cleanup } from './cleanup.js';

/** Longer than the alert on expiring certificates looks ahead. */
const CERTIFICATE_DAYS = 60;

export interface Monitoring {
  prometheus: PrometheusServer;
  /** Stands for the public address of the instance. */
  site: MonitoredSite;
  /** Stands for the backup service. */
  backups: BackupRecord;
}

/** @param ports of the metrics of core and mailer */
export async function startMonitoring(
  ports: { core: number; mailer: number },
  cleanup: Cleanup,
): Promise<Monitoring> {
  const site = await MonitoredSite.start(CERTIFICATE_DAYS);
  cleanup.add(() => site.remove());
  const backups = await BackupRecord.start();
  cleanup.add(() => backups.remove());
  const node = await nodeExporter(backups.folder);
  cleanup.add(() => node.stop());
  const blackbox = await blackboxExporter(site.authority);
  cleanup.add(() => blackbox.stop());
  const prometheus = await PrometheusServer.start({
    core: `127.0.0.1:${ports.core}`,
    mailer: `127.0.0.1:${ports.mailer}`,
    node: node.target,
    site: site.address,
    blackbox: blackbox.target,
  });
  cleanup.add(() => prometheus.stop());
  return { prometheus, site, backups };
}
