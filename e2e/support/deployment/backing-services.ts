import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { FaultProxy } from '../servers/fault-proxy.js';
import { NatsServer } from '../servers/nats.js';
import type { PostgresServer } from '../servers/postgres-server.js';
import { RedisServer } from '../servers/redis.js';
import { SmtpPeer } from '../servers/smtp.js';
import type { Cleanup } from './cleanup.js';
import type { DeploymentPlan } from './deployment-plan.js';

export type Proxies = Record<'postgres' | 'redis' | 'nats', FaultProxy>;

/** Servers that the programs of a deployment connect to. */
export interface BackingServices {
  /** Address for a superuser, past any proxy. */
  databaseUrl: URL;
  /** Null if the database is a clone on the server of the test run. */
  postgres: PostgresServer | null;
  database: TestDatabase | null;
  redis: RedisServer | null;
  nats: NatsServer | null;
  smtp: SmtpPeer | null;
  proxies: Proxies | null;
}

export async function startBackingServices(plan: DeploymentPlan, cleanup: Cleanup): Promise<BackingServices> {
  const { containers } = plan;
  const database = plan.isDatabaseCloned ? await cloneDatabase(cleanup) : await startPostgres(plan, cleanup);
  const redis = plan.hasRedis
    ? await RedisServer.start(
        containers && new URL(containers.environmentOf('redis')['REDIS_URL'] ?? '').password,
      )
    : null;
  cleanup.add(() => redis?.stop());
  const nats = plan.hasNats ? await NatsServer.start(containers?.environmentOf('nats')) : null;
  cleanup.add(() => nats?.stop());
  const smtp = plan.hasSmtp ? await SmtpPeer.start() : null;
  cleanup.add(() => smtp?.stop());
  const services = { ...database, redis, nats, smtp };
  return { ...services, proxies: plan.hasFaultProxies ? await startProxies(services, cleanup) : null };
}

async function startPostgres(plan: DeploymentPlan, cleanup: Cleanup) {
  const postgres = await plan.startPostgres();
  cleanup.add(() => postgres.remove());
  return { postgres, database: null, databaseUrl: postgres.url };
}

/** Loaded only here, because this module needs a test run. */
async function cloneDatabase(cleanup: Cleanup) {
  const { createTestDatabase } = await import('../../../libs/database/testing/test-database.js');
  const database = await createTestDatabase();
  cleanup.add(() => database.drop());
  return { postgres: null, database, databaseUrl: new URL(database.url) };
}

async function startProxies(
  { databaseUrl, redis, nats }: Omit<BackingServices, 'proxies'>,
  cleanup: Cleanup,
): Promise<Proxies> {
  const start = async (port: number) => {
    const proxy = await FaultProxy.start(port);
    cleanup.add(() => proxy.stop());
    return proxy;
  };
  return {
    postgres: await start(Number(databaseUrl.port)),
    redis: await start(redis?.port ?? 1),
    nats: await start(nats?.port ?? 1),
  };
}
