import { CircuitBreaker, type CircuitBreakerState } from '#libs/circuit-breaker';
import { silentLogger, withSpan, type AppLogger } from '#libs/observability';
import {
  CONNECT_TIMEOUT_MS,
  openPool,
  RESPONSE_TIMEOUT_MS,
  type CountedPool,
  type PoolSettings,
} from './connections/counted-pool.js';
import { readConnectionState } from './connections/connection-state.js';
import { durabilityOf, type Durability } from './connections/durability.js';
import { unusableDatabaseIn } from './connections/unusable-database.error.js';
import type { Requirements } from './connections/connection-problems.js';
import { UsabilityLog } from './connections/usability-log.js';
import { verifyConnection } from './connections/verify-connection.js';
import { databaseErrors, statementDuration, type PoolUsage } from './database.metrics.js';
import {
  DatabaseUnavailableError,
  isUnanswered,
  isUnavailable,
  needsNewConnections,
  rejectionScope,
} from './database-unavailable.error.js';
import type { Prisma, PrismaClient } from './generated/client.js';
import { readSchemaRequirements } from './migrations/migration-files.js';
import { redactPrismaError } from './redact-prisma-error.js';
import { asTransaction, type Models, type Statement, type Transaction } from './transaction.js';

/** Longer than both: Prisma's error does not say which of them it waited for. */
const BEGIN_TIMEOUT_MS = CONNECT_TIMEOUT_MS + RESPONSE_TIMEOUT_MS + 500;
/** A ping sends nothing if PostgreSQL responded this recently. */
const FRESH_RESPONSE_MS = 500;
const PROBE_EVERY_MS = 1_000;

/**
 * A bounded connection pool for named statements and for Prisma, which connects on first use. After five queries in a
 * row without a response the circuit breaker opens: queries fail at once, except for a probe each second, until
 * PostgreSQL responds.
 */
export class Database {
  private client: Promise<PrismaClient> | undefined;
  private respondedAt = -Infinity;
  private checkedAt = -Infinity;
  private readonly circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS });

  constructor(
    private readonly pool: CountedPool,
    private readonly readRequirements: () => Promise<Requirements>,
    private readonly log: UsabilityLog,
  ) {}

  /** Connects on first use. */
  static open(settings: PoolSettings, logger: AppLogger = silentLogger): Database {
    const log = new UsabilityLog(logger);
    const { requireDurability = false } = settings;
    const read = async () => ({ requireDurability, ...(await readSchemaRequirements()) });
    return new Database(openPool(settings, read, log), read, log);
  }

  /** Uses Prisma's models on the same pool. @throws {DatabaseUnavailableError} */
  use<T>(work: (prisma: Models) => Promise<T>): Promise<T> {
    return this.withPrisma(work);
  }

  /**
   * Commits all of the work, or nothing if it throws. Inside, use `tx` only: a query on this object takes a second
   * connection, and a small pool deadlocks.
   *
   * @example
   * await database.transaction(async (tx) => {
   *   const [user] = await tx.query<{ id: string }>(lockUser, [email]);
   *   await tx.session.deleteMany({ where: { userId: user.id } });
   * });
   * @throws {DatabaseUnavailableError} if PostgreSQL cannot be reached or does not respond in time
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.withPrisma(
      (prisma) =>
        new Promise<T>((resolve, reject) => {
          const run = (client: Prisma.TransactionClient) =>
            work(asTransaction(client)).catch((error: unknown) => {
              // The rollback would time out as well, so the caller does not wait for it.
              if (isUnanswered(error)) reject(error);
              throw error;
            });
          prisma.$transaction(run, { maxWait: BEGIN_TIMEOUT_MS }).then(resolve, reject);
        }),
    );
  }

  /** Runs one prepared statement. @throws {DatabaseUnavailableError} */
  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return this.run(statement.name, () => this.pool.rows<Row>(statement, values));
  }

  /** A recent response suffices, so that a check does not queue. @throws {DatabaseUnavailableError} */
  async ping(): Promise<void> {
    if (performance.now() - this.respondedAt < FRESH_RESPONSE_MS) return;
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  /**
   * Verifies that requests of every kind would succeed. Sends nothing within half a second of the last success.
   *
   * @throws {DatabaseUnavailableError} caused by {@link UnusableDatabaseError} if PostgreSQL responds
   */
  async check(): Promise<void> {
    if (performance.now() - this.checkedAt < FRESH_RESPONSE_MS) return;
    try {
      await this.run('check', () => this.log.observe(() => this.verifyOneConnection()));
      this.checkedAt = performance.now();
    } catch (error) {
      // A busy pool has no connection for a check, but proves that PostgreSQL responds.
      const isBusy = performance.now() - this.respondedAt < FRESH_RESPONSE_MS;
      if (!isBusy || unusableDatabaseIn(error) !== null) throw error;
    }
  }

  /** @throws {DatabaseUnavailableError} */
  durability(): Promise<Durability> {
    return this.run('durability', async () => {
      const { off } = await this.pool.withConnection((client) => readConnectionState(client, []));
      return durabilityOf(off);
    });
  }

  /** `open` while queries fail without reaching PostgreSQL. */
  get circuitState(): CircuitBreakerState {
    return this.circuit.state;
  }

  get poolUsage(): PoolUsage {
    const { options, totalCount: total, idleCount: idle, waitingCount: waiting } = this.pool;
    return { size: options.max, total, idle, waiting };
  }

  /** Waits for statements in progress and closes all connections. */
  async close(): Promise<void> {
    await (await this.client)?.$disconnect();
    await this.pool.end();
  }

  /** @param name label of the duration metric, from a fixed set */
  private async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!this.circuit.tryAcquire()) {
      databaseErrors.inc({ reason: 'refused' });
      throw new DatabaseUnavailableError(new Error('circuit breaker is open'));
    }
    const observe = (ms: number) => statementDuration.observe({ statement: name }, ms / 1_000);
    try {
      const result = await withSpan('database', name, work, observe);
      this.circuit.recordSuccess();
      this.respondedAt = performance.now();
      return result;
    } catch (error) {
      const scope = rejectionScope(error);
      if (scope !== null) this.circuit.recordSuccess();
      if (scope === 'statement') this.respondedAt = performance.now();
      if (needsNewConnections(error)) void this.pool.renew().catch(() => undefined);
      throw this.toPublicError(error);
    }
  }

  private toPublicError(error: unknown): unknown {
    if (!isUnavailable(error)) return redactPrismaError(error);
    const unanswered = isUnanswered(error);
    if (unanswered) this.circuit.recordFailure();
    databaseErrors.inc({ reason: unanswered ? 'unanswered' : 'unavailable' });
    return new DatabaseUnavailableError(error);
  }

  private async verifyOneConnection(): Promise<void> {
    const requirements = await this.readRequirements();
    try {
      await this.pool.withConnection((client) => verifyConnection(client, requirements));
    } catch (error) {
      if (unusableDatabaseIn(error) !== null) await this.pool.renew();
      throw error;
    }
  }

  private withPrisma<T>(work: (prisma: PrismaClient) => Promise<T>): Promise<T> {
    return this.run('prisma', async () => work(await this.prisma()));
  }

  private prisma(): Promise<PrismaClient> {
    this.client ??= this.loadPrisma().catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }

  private async loadPrisma(): Promise<PrismaClient> {
    const [{ TracedPrismaPg }, { PrismaClient }, { schema }] = await Promise.all([
      import('./connections/traced-adapter.js'),
      import('./generated/client.js'),
      this.pool.withConnection((client) => readConnectionState(client, [])),
    ]);
    const adapter = new TracedPrismaPg(this.pool, schema === null ? {} : { schema });
    // Other formats add the caller's source code to errors.
    return new PrismaClient({ adapter, errorFormat: 'minimal' });
  }
}
