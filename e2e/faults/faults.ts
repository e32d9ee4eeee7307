import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.js';

/** Something that goes wrong in a cluster, and is over, as far as people can mend it, when `strike` has resolved. */
export interface Fault {
  name: string;
  /** Short enough for every test run. */
  quick?: true;
  strike(cluster: Cluster): Promise<unknown>;
}

const fault = (name: string, strike: Fault['strike']): Fault => ({ name, strike });
const quick = (name: string, strike: Fault['strike']): Fault => ({ name, strike, quick: true });
const seconds = (count: number) => pause(count * 1_000);

const CORES: Fault[] = [
  fault('nothing', () => seconds(5)),
  quick('each core killed (-9) in turn', async (cluster) => {
    for (const index of cluster.cores.keys()) await cluster.restartCore(index, 'SIGKILL');
  }),
  fault('all cores killed (-9) at once', (cluster) =>
    Promise.all([...cluster.cores.keys()].map((index) => cluster.restartCore(index, 'SIGKILL'))),
  ),
  quick('each core replaced in turn (SIGTERM)', async (cluster) => {
    for (const index of cluster.cores.keys()) await cluster.restartCore(index, 'SIGTERM');
  }),
  fault('a core frozen for 10 s (SIGSTOP)', async ({ cores: [core] }) => {
    core?.process.signal('SIGSTOP');
    await seconds(10);
    core?.process.signal('SIGCONT');
  }),
];

const POSTGRES: Fault[] = [
  quick('PostgreSQL killed (-9)', async ({ postgres, proxies }) => {
    await postgres.kill();
    await postgres.restart();
    proxies.postgres.targetPort = postgres.port;
  }),
  fault('PostgreSQL restarted in order', async ({ postgres, proxies }) => {
    await postgres.stop();
    await postgres.restart();
    proxies.postgres.targetPort = postgres.port;
  }),
  fault('PostgreSQL gone for 15 s', async ({ postgres, proxies }) => {
    await postgres.kill();
    await seconds(15);
    await postgres.restart();
    proxies.postgres.targetPort = postgres.port;
  }),
  fault('PostgreSQL frozen for 15 s (SIGSTOP)', async ({ postgres }) => {
    await postgres.freeze();
    await seconds(15);
    await postgres.thaw();
  }),
  fault('the network to PostgreSQL silent for 15 s', ({ proxies }) => silent(proxies.postgres, 15)),
  fault('the network to PostgreSQL slow for 10 s (100 ms each way)', async ({ proxies: { postgres } }) => {
    postgres.delayMs = 100;
    await seconds(10);
    postgres.delayMs = 0;
  }),
  fault('connections to PostgreSQL cut every second, 10 times', async ({ proxies }) => {
    for (let times = 0; times < 10; times += 1) {
      proxies.postgres.cut();
      await seconds(1);
    }
  }),
];

const REDIS: Fault[] = [
  quick('Redis killed (-9) and started again', async ({ redis }) => {
    await redis.kill();
    await seconds(2);
    await redis.restart();
  }),
  fault('Redis gone for 15 s', async ({ redis }) => {
    await redis.kill();
    await seconds(15);
    await redis.restart();
  }),
  fault('the network to Redis silent for 15 s', ({ proxies }) => silent(proxies.redis, 15)),
  fault('Redis emptied (FLUSHALL)', ({ redis }) => redis.flush()),
];

const MAIL: Fault[] = [
  fault('every mailer killed (-9)', (cluster) => cluster.restartMailers('SIGKILL')),
  fault('every mailer replaced (SIGTERM)', (cluster) => cluster.restartMailers('SIGTERM')),
  fault('NATS killed (-9) and started again', async ({ nats }) => {
    await nats.kill();
    await nats.restart();
  }),
  fault('NATS gone for 60 s', async ({ nats }) => {
    await nats.kill();
    await seconds(60);
    await nats.restart();
  }),
  fault('the network to NATS silent for 30 s', ({ proxies }) => silent(proxies.nats, 30)),
  fault('NATS loses its disk', async ({ nats }) => {
    await nats.kill();
    await nats.wipe();
    await nats.restart();
  }),
  fault('SMTP defers every mail for 10 s (451)', (cluster) => smtp(cluster, 'defers the recipient')),
  fault('SMTP refuses connections for 10 s', (cluster) => smtp(cluster, 'refuses connections')),
  fault('SMTP never greets for 10 s', (cluster) => smtp(cluster, 'never greets')),
  fault('SMTP hangs up after each mail for 10 s', (cluster) => smtp(cluster, 'hangs up after the mail')),
  fault('SMTP takes each mail and never says so, for 10 s', (cluster) =>
    smtp(cluster, 'takes the mail and hangs up'),
  ),
];

/** The fault matrix. */
export const FAULTS: readonly Fault[] = [...CORES, ...POSTGRES, ...REDIS, ...MAIL];

async function silent(proxy: Cluster['proxies']['nats'], count: number): Promise<void> {
  proxy.set('silent');
  await seconds(count);
  proxy.set('passes');
}

async function smtp({ smtp: peer }: Cluster, behaviour: Cluster['smtp']['behaviour']): Promise<void> {
  peer.behaviour = behaviour;
  await seconds(10);
  peer.behaviour = 'accepts';
}
