import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { Caddy } from '../../../support/servers/caddy.js';
import { CORE_COMMAND } from '../../../support/programs/core-command.js';
import { Cleanup } from '../../../support/deployment/cleanup.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { TestDeployment } from '../../../support/deployment/test-deployment.js';
import type { SmtpPeer } from '../../../support/servers/smtp.js';
import { BenchDatabase } from '../bench-database.js';
import { BENCH_KEY, startServer, type Server } from '../server.js';
import type { StoredNotes } from '../stored-notes.js';
import { Meters } from './metering/meters.js';
import { ProcessUsage, startedHere } from './metering/process-usage.js';

/** Deployment under a benchmark. Its cores log to files, which does not slow the load generator. */
export interface BenchDeployment {
  /** Addresses of Caddy by the number of cores behind it. */
  addresses: { 1: string; 2: string };
  /** Cores without Caddy: the first of the two, with many notes, and one with few. */
  cores: { many: Server; few: Server };
  notes: { many: StoredNotes; few: StoredNotes };
  smtp: SmtpPeer;
  meters: Meters;
  postgresVersion(): Promise<string>;
  stop(): Promise<void>;
}

interface Servers {
  database: BenchDatabase;
  notes: { many: StoredNotes; few: StoredNotes };
  services: RunningDeployment;
}
type Cores = Awaited<ReturnType<typeof startCores>>;

const MAILERS = 2;

/**
 * Starts two cores on a database with many notes and one on a database with few; two Caddys, in front of one and of both
 * cores; and two mailers.
 */
export async function startBenchDeployment(): Promise<BenchDeployment> {
  const cleanup = new Cleanup();
  try {
    const servers = await startServers(cleanup);
    const cores = await startCores(servers, cleanup);
    const addresses = await startCaddys(cores, cleanup);
    const { services, notes, database } = servers;
    const meters = await metersOf(servers, cores, cleanup);
    const postgresVersion = () => database.version();
    const stop = () => cleanup.run();
    return { addresses, cores, notes, smtp: services.smtp, meters, postgresVersion, stop };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function startServers(cleanup: Cleanup): Promise<Servers> {
  const services = await new TestDeployment()
    .withCores(0)
    .withRedis()
    .withMailers(MAILERS, { MAIL_ENCRYPTION_KEYS: BENCH_KEY })
    .start();
  cleanup.add(() => services.stop());
  const database = BenchDatabase.on(services.postgres);
  cleanup.add(() => database.close());
  return { database, notes: { many: database.notes, few: await database.create('few') }, services };
}

async function startCores({ notes, services }: Servers, cleanup: Cleanup) {
  const start = async ({ url }: StoredNotes) => {
    const { nats, redis } = services;
    const environment = { NATS_URL: nats.url, REDIS_URL: redis.url, TRUST_PROXY: '127.0.0.1' };
    const core = await startServer(CORE_COMMAND, url, environment);
    cleanup.add(() => core.stop());
    return core;
  };
  return { many: await start(notes.many), second: await start(notes.many), few: await start(notes.few) };
}

async function startCaddys({ many, second }: Cores, cleanup: Cleanup) {
  const start = async (cores: readonly Server[]) => {
    const caddy = await Caddy.start(cores.map(({ address }) => address));
    cleanup.add(() => caddy.stop());
    return caddy.address;
  };
  return { 1: await start([many]), 2: await start([many, second]) };
}

async function metersOf({ database, notes, services }: Servers, cores: Cores, cleanup: Cleanup) {
  const redis = new Redis(services.redis.url);
  cleanup.add(() => redis.disconnect());
  const nats = await connect({ servers: services.nats.url });
  cleanup.add(() => nats.close());
  const processes = {
    'core 1': new ProcessUsage([cores.many.pid]),
    'core 2': new ProcessUsage([cores.second.pid]),
    PostgreSQL: new ProcessUsage([database.postmaster]),
    Redis: new ProcessUsage(startedHere('redis-server')),
    NATS: new ProcessUsage(startedHere('nats-server')),
    Caddy: new ProcessUsage(startedHere('caddy')),
    mailers: new ProcessUsage(startedHere('bundles/mailer/main.js')),
  };
  return new Meters(processes, { notes: notes.many, redis, nats });
}
