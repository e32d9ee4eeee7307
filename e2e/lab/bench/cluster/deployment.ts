import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { ShutdownHooks } from '#libs/lifecycle';
import { Caddy } from '../../../support/caddy.js';
import { CORE_COMMAND } from '../../../support/core-command.js';
import { startMailer } from '../../../support/mailer.js';
import { startServersBeside } from '../../../support/servers-beside.js';
import type { SmtpPeer } from '../../../support/smtp.js';
import { BenchDatabase } from '../bench-database.js';
import { BENCH_KEY, startServer, type Server } from '../server.js';
import type { StoredNotes } from '../stored-notes.js';
import { Meters } from './meters.js';
import { ProcessUsage, startedHere } from './process-usage.js';

/** A deployment for a load; each part is reached directly, past nothing that slows it. */
export interface Deployment {
  /** Through Caddy, by the number of cores behind it. */
  addresses: { 1: string; 2: string };
  /** Without Caddy: the first of the two cores, which has many notes, and one that has few. */
  cores: { many: Server; few: Server };
  notes: { many: StoredNotes; few: StoredNotes };
  smtp: SmtpPeer;
  meters: Meters;
  postgresVersion(): Promise<string>;
  stop(): Promise<void>;
}

const MAILERS = 2;

/**
 * Starts on this machine two cores on a database of many notes and one on a database of few, two Caddys, one in front of
 * one core and one in front of both, two mailers, and what they all need.
 */
export async function startDeployment(): Promise<Deployment> {
  const closers = new ShutdownHooks();
  try {
    const servers = await startServers(closers);
    const cores = await startCores(servers, closers);
    const addresses = await startCaddys(cores, closers);
    await startMailers(servers, closers);
    const { smtp, notes, database } = servers;
    const meters = await metersOf(servers, cores, closers);
    const postgresVersion = () => database.version();
    return { addresses, cores, notes, smtp, meters, postgresVersion, stop: () => closers.runAll() };
  } catch (error) {
    await closers.runAll();
    throw error;
  }
}

type Servers = Awaited<ReturnType<typeof startServers>>;
type Cores = Awaited<ReturnType<typeof startCores>>;

async function startServers(closers: ShutdownHooks) {
  const database = await BenchDatabase.start();
  closers.add(() => database.stop());
  const beside = await startServersBeside(closers);
  return { database, notes: { many: database.notes, few: await database.create('few') }, ...beside };
}

async function startCores({ notes, redis, nats }: Servers, closers: ShutdownHooks) {
  const start = async ({ url }: StoredNotes) => {
    const environment = { NATS_URL: nats.url, REDIS_URL: redis.url, TRUST_PROXY: '127.0.0.1' };
    const core = await startServer(CORE_COMMAND, url, environment);
    closers.add(() => core.stop());
    return core;
  };
  return { many: await start(notes.many), second: await start(notes.many), few: await start(notes.few) };
}

async function startCaddys({ many, second }: Cores, closers: ShutdownHooks) {
  const start = async (cores: readonly Server[]) => {
    const caddy = await Caddy.start(cores.map(({ address }) => address));
    closers.add(() => caddy.stop());
    return caddy.address;
  };
  return { 1: await start([many]), 2: await start([many, second]) };
}

async function startMailers({ nats, smtp }: Servers, closers: ShutdownHooks): Promise<void> {
  for (let started = 0; started < MAILERS; started += 1) {
    const mailer = await startMailer(nats.url, smtp.url, { MAIL_ENCRYPTION_KEYS: BENCH_KEY });
    closers.add(() => mailer.end('SIGTERM'));
  }
}

async function metersOf({ database, notes, ...servers }: Servers, cores: Cores, closers: ShutdownHooks) {
  const redis = new Redis(servers.redis.url);
  closers.add(async () => redis.disconnect());
  const nats = await connect({ servers: servers.nats.url });
  closers.add(() => nats.close());
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
