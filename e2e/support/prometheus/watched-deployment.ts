import { ShutdownHooks } from '#libs/lifecycle';
import { FaultProxy } from '../fault-proxy.js';
import { Core } from '../core.js';
import { freePort } from '../free-port.js';
import type { HttpClient } from '../../../apps/core/testing/http-client.js';
import { startMailer } from '../mailer.js';
import { PostgresServer } from '../postgres-server.js';
import type { ProductProcess } from '../process.js';
import { startServersBeside, type ServersBeside } from '../servers-beside.js';
import { blackboxExporter, nodeExporter } from './exporters.js';
import { PrometheusServer } from './prometheus-server.js';
import { MonitoredSite } from './monitored-site.js';

interface Parts extends ServersBeside {
  postgres: PostgresServer;
  /** Between core and PostgreSQL. */
  wire: FaultProxy;
  site: MonitoredSite;
  core: Core;
  prometheus: PrometheusServer;
}

/** Few, so that an alert on it can be seen. */
export const NOTES_MAY_TAKE_BYTES = 10_000_000;

/** Longer than the site's certificate needs to be good. */
const DAYS = 60;

/** Core and a mailer with all that they need, each to be made to fail, and a Prometheus that watches them. */
export class WatchedDeployment {
  private constructor(
    readonly parts: Parts,
    private mailerProcess: ProductProcess,
    private readonly mailerPort: number,
    private readonly closers: ShutdownHooks,
  ) {}

  static async start(): Promise<WatchedDeployment> {
    const closers = new ShutdownHooks();
    try {
      return await WatchedDeployment.open(closers);
    } catch (error) {
      await closers.runAll();
      throw error;
    }
  }

  private static async open(closers: ShutdownHooks): Promise<WatchedDeployment> {
    const servers = await startServers(closers);
    const [corePort, mailerPort] = [await freePort(), await freePort()];
    const core = await startCore(servers, corePort);
    closers.add(() => core.stop());
    const mailer = await startWatchedMailer(servers, mailerPort);
    const prometheus = await startPrometheus(servers.site, corePort, mailerPort, closers);
    const parts = { ...servers, core, prometheus };
    const deployment = new WatchedDeployment(parts, mailer, mailerPort, closers);
    closers.add(() => deployment.mailer.end('SIGTERM'));
    return deployment;
  }

  get http(): HttpClient {
    return this.parts.core.direct;
  }

  get mailer(): ProductProcess {
    return this.mailerProcess;
  }

  /** Another one in the place of a mailer that has ended. */
  async startMailer(): Promise<void> {
    this.mailerProcess = await startWatchedMailer(this.parts, this.mailerPort);
  }

  stop(): Promise<void> {
    return this.closers.runAll();
  }
}

type Servers = Omit<Parts, 'core' | 'prometheus'>;

async function startServers(closers: ShutdownHooks): Promise<Servers> {
  const postgres = await PostgresServer.startMigrated();
  closers.add(() => postgres.remove());
  const wire = await FaultProxy.start(postgres.port);
  closers.add(() => wire.stop());
  const beside = await startServersBeside(closers);
  const site = await MonitoredSite.start(DAYS);
  closers.add(() => site.remove());
  return { postgres, wire, ...beside, site };
}

function startCore({ postgres, wire, nats, redis }: Servers, metricsPort: number): Promise<Core> {
  const { url } = postgres;
  url.port = String(wire.port);
  const environment = { NATS_URL: nats.url, REDIS_URL: redis.url, METRICS_PORT: String(metricsPort) };
  // Nobody listens there, but latencies name their traces while traces are on.
  const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const limits = {
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '100000',
    NOTE_MAX_TOTAL_BYTES: String(NOTES_MAY_TAKE_BYTES),
  };
  return Core.start(url.href, { ...environment, ...traces, ...limits }, { isAlone: true });
}

function startWatchedMailer({ nats, smtp }: Pick<Servers, 'nats' | 'smtp'>, metricsPort: number) {
  const served = { HTTP_HOST: '127.0.0.1', METRICS_PORT: String(metricsPort) };
  return startMailer(nats.url, smtp.url, served);
}

async function startPrometheus(
  site: MonitoredSite,
  corePort: number,
  mailerPort: number,
  closers: ShutdownHooks,
): Promise<PrometheusServer> {
  const node = await nodeExporter();
  closers.add(() => node.stop());
  const blackbox = await blackboxExporter(site.authority);
  closers.add(() => blackbox.stop());
  const prometheus = await PrometheusServer.start({
    core: `127.0.0.1:${corePort}`,
    mailer: `127.0.0.1:${mailerPort}`,
    node: node.target,
    site: site.address,
    blackbox: blackbox.target,
  });
  closers.add(() => prometheus.stop());
  return prometheus;
}
