import { Counter, Gauge, Histogram } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

/** The numbers of a pool, as pg's has them. */
interface PoolState {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

const open = new Map<PoolState, { size: number }>();
const sum = (valueOf: (pool: PoolState, size: number) => number): number =>
  [...open].reduce((total, [pool, { size }]) => total + valueOf(pool, size), 0);

registry.registerMetric(
  new Gauge({
    name: 'onasty_database_pool_connections',
    help: 'Connections to PostgreSQL that this process holds, by whether a statement uses them.',
    labelNames: ['state'],
    registers: [],
    collect() {
      const idle = sum(({ idleCount }) => idleCount);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'used' }, sum(({ totalCount }) => totalCount) - idle);
    },
  }),
);

registerGauge(
  'onasty_database_pool_waiting',
  'Statements that wait for a connection, since all are used. After two seconds each is answered 503.',
  () => sum(({ waitingCount }) => waitingCount),
);

registerGauge(
  'onasty_database_pool_size',
  'Most connections that this process may hold (DATABASE_POOL_SIZE).',
  () => sum((_pool, size) => size),
);

export const statementDuration = new Histogram({
  name: 'onasty_database_statement_duration_seconds',
  help: 'From asking for a connection to the answer, by the name of the statement; `prisma` for a unit of work of the ORM.',
  labelNames: ['statement'],
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [registry],
});

export const databaseErrors = new Counter({
  name: 'onasty_database_errors_total',
  help: 'Questions to PostgreSQL that could not be served: `unanswered`: it was not reached or said nothing; `refused`: not asked, since the circuit is open; `unavailable`: it can not do it now, as when a statement takes too long, a row is locked, the disk is full or no connection of the pool became free.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['unanswered', 'refused', 'unavailable']) databaseErrors.inc({ reason }, 0);

/** Shows a pool until it is closed. */
export function showPool(pool: PoolState, size: number): void {
  open.set(pool, { size });
}

export function hidePool(pool: PoolState): void {
  open.delete(pool);
}
