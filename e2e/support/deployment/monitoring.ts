import { BackupRecord } from '../prometheus/backup-record.js';
import {
  blackboxExporter,
  natsExporter,
  nodeExporter,
  postgresExporter,
  redisExporter,
} from '../prometheus/exporters.js';
import { PrometheusServer } from '../prometheus/prometheus-server.js';
import { MonitoredSite } from '../prometheus/monitored-site.js';
import { Caddy } from '../servers/caddy.js';
import type { BackingServices } from './backing-services.js';
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

/** Programs to watch, and the ports of the metrics of core and mailer. */
interface Watched {
  ports: { core: number; mailer: number };
  coreAddress: string;
  services: BackingServices;
}

export async function startMonitoring(
  { ports, coreAddress, services }: Watched,
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
  const postgres = await postgresExporter(services.databaseUrl);
  cleanup.add(() => postgres.stop());
  const redis = await redisExporter(services.redis?.port ?? 0);
  cleanup.add(() => redis.stop());
  const nats = await natsExporter(services.nats?.monitoring ?? '');
  cleanup.add(() => nats.stop());
  const caddy = await Caddy.start([coreAddress]);
  cleanup.add(() => caddy.stop());
  for (const path of ['/about', '/api/ping', '/nothing']) await fetch(`${caddy.address}${path}`);
  const prometheus = await PrometheusServer.start({
    core: `127.0.0.1:${ports.core}`,
    mailer: `127.0.0.1:${ports.mailer}`,
    node: node.target,
    site: site.address,
    blackbox: blackbox.target,
    postgres: postgres.target,
    redis: redis.target,
    nats: nats.target,
    caddy: caddy.metrics,
  });
  cleanup.add(() => prometheus.stop());
  return { prometheus, site, backups };
}
