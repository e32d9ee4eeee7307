import { Counter, Gauge, Histogram, type Registry, type RegistryContentType } from 'prom-client';
import { registry as processRegistry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

export interface PoolUsage {
  size: number;
  total: number;
  /** Open connections without a statement. */
  idle: number;
  /** Statements waiting for a connection. */
  waiting: number;
}

export const statementDuration = new Histogram({
  name: 'onasty_database_statement_duration_seconds',
  help: 'Time to run a statement, in seconds, with the wait for a connection, by statement name; `prisma` for a unit of work of the ORM.',
  labelNames: ['statement'],
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [processRegistry],
});

export const databaseErrors = new Counter({
  name: 'onasty_database_errors_total',
  help: 'Failed queries by reason: `unanswered`: no connection or no response; `refused`: circuit breaker open; `unavailable`: PostgreSQL cannot run it now, as on a timeout, a locked row, a full disk or an exhausted pool.',
  labelNames: ['reason'],
  registers: [processRegistry],
});
for (const reason of ['unanswered', 'refused', 'unavailable']) databaseErrors.inc({ reason }, 0);

/** Call it once for each registry. */
export function observeDatabase(
  registry: Registry<RegistryContentType>,
  database: { readonly poolUsage: PoolUsage },
): void {
  const connections = new Gauge({
    name: 'onasty_database_pool_connections',
    help: 'Open connections to PostgreSQL by state: used or idle.',
    labelNames: ['state'],
    registers: [],
    collect() {
      const { total, idle } = database.poolUsage;
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'used' }, total - idle);
    },
  });
  const waiting = new Gauge({
    name: 'onasty_database_pool_waiting',
    help: 'Statements waiting for a connection. After two seconds each fails with 503.',
    registers: [],
    collect() {
      this.set(database.poolUsage.waiting);
    },
  });
  const size = new Gauge({
    name: 'onasty_database_pool_size',
    help: 'Maximum connections of this process (DATABASE_POOL_SIZE).',
    registers: [],
    collect() {
      this.set(database.poolUsage.size);
    },
  });
  for (const gauge of [connections, waiting, size]) registry.registerMetric(gauge);
}
