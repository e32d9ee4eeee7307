import { callbackify } from 'node:util';
import { CircuitBreaker, type CircuitBreakerState } from '#libs/circuit-breaker';
import type { Secret } from '#libs/config';
import { withSpan } from '#libs/observability';
import { CountedPool } from './counted-pool.js';
import { databaseErrors, hidePool, showPool, statementDuration } from './database.metrics.js';
import {
  DatabaseUnavailableError,
  isUnanswered,
  isUnavailable,
  rejectionScope,
} from './database-unavailable.error.js';
import { readDurability, requireDurability, type Durability } from './durability.js';
import type { Prisma, PrismaClient } from './generated/client.js';
import { redactPrismaError } from './redact-prisma-error.js';
import { asTransaction, type Models, type Statement, type Transaction } from './transaction.js';

/** Nobody waits longer: a request that can't be served in time is answered 503. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 3_000;
const LOCK_TIMEOUT_MS = 2_000;
/** Longer than the server's own, so that it counts only when the server does not answer at all. */
const ANSWER_TIMEOUT_MS = 3_500;
/** Longer than both: Prisma would not say whether it waited for a connection or for PostgreSQL. */
const BEGIN_TIMEOUT_MS = CONNECT_TIMEOUT_MS + ANSWER_TIMEOUT_MS + 500;
const ANSWERED_JUST_NOW_MS = 500;
/** How often a PostgreSQL that does not answer is asked whether it does again. */
const PROBE_EVERY_MS = 1_000;

/**
 * One bounded pool of connections to PostgreSQL, for named statements and for Prisma's client alike. Connects when it
 * is first asked. After five questions in a row that PostgreSQL did not answer, all others are refused at once, but for
 * one a second, until it answers again.
 *
 * @example
 * const database = new Database({ url: config.database.url, poolSize: 10 });
 * const rows = await database.query<{ id: string }>({ name: 'find-id', text: 'SELECT id FROM note WHERE slug = $1' }, [slug]);
 */
export class Database {
  private readonly pool: CountedPool;
  private client: Promise<PrismaClient> | undefined;
  private answeredAt = -Infinity;
  private readonly circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS });

  /**
   * @param settings.requireDurability asks each new connection whether PostgreSQL keeps what it acknowledges, and refuses
   * one that does not: it may have been started again with other settings, or be another than before
   */
  constructor(settings: { url: Secret<string> | undefined; poolSize: number; requireDurability?: boolean }) {
    this.pool = new CountedPool({
      connectionString: settings.url?.reveal(),
      max: settings.poolSize,
      application_name: 'onasty',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      ...(settings.requireDurability && { verify: callbackify(requireDurability) }),
    });
    // An idle connection that breaks is replaced by the pool; without a listener the process would end.
    this.pool.on('error', () => undefined);
    // So it would for a new connection that breaks while it is verified: the pool listens to it only before and after.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    showPool(this.pool, settings.poolSize);
  }

  /**
   * Reads or writes with Prisma's models, on the same pool. Prisma is loaded on first use.
   *
   * @throws {DatabaseUnavailableError} if PostgreSQL cannot be reached or does not respond in time
   */
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

  /**
   * Runs one statement by itself, prepared under its name.
   *
   * @throws {DatabaseUnavailableError} when PostgreSQL can't be reached or does not answer in time
   */
  async query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const { name, text } = statement;
    const { rows } = await this.ask(name, () => this.pool.query<Row>({ name, text, values: [...values] }));
    return rows;
  }

  /**
   * Asks whether PostgreSQL answers, unless it answered a statement just now: the question must not wait behind those that
   * many people ask.
   *
   * @throws {DatabaseUnavailableError}
   */
  async ping(): Promise<void> {
    if (performance.now() - this.answeredAt < ANSWERED_JUST_NOW_MS) return;
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  /**
   * What PostgreSQL promises to keep.
   *
   * @throws {DatabaseUnavailableError} also, with a DatabaseNotDurableError as its cause, when it is refused for that
   */
  durability(): Promise<Durability> {
    return this.ask('durability', () => readDurability(this.pool));
  }

  /** `open` while PostgreSQL does not answer and is spared questions. */
  get circuitState(): CircuitBreakerState {
    return this.circuit.state;
  }

  /** Waits for running statements and closes every connection. */
  async close(): Promise<void> {
    hidePool(this.pool);
    await (await this.client)?.$disconnect();
    await this.pool.end();
  }

  /** @param statement a fixed name, by which its time is measured */
  private async ask<T>(statement: string, question: () => Promise<T>): Promise<T> {
    if (!this.circuit.tryAcquire()) {
      databaseErrors.inc({ reason: 'refused' });
      throw new DatabaseUnavailableError(
        new Error('it did not answer lately, and is not asked for a moment'),
      );
    }
    const took = (ms: number) => statementDuration.observe({ statement }, ms / 1_000);
    try {
      const answer = await withSpan('database', statement, question, took);
      this.circuit.recordSuccess();
      this.answeredAt = performance.now();
      return answer;
    } catch (error) {
      const refused = rejectionScope(error);
      if (refused !== null) this.circuit.recordSuccess();
      if (refused === 'statement') this.answeredAt = performance.now();
      throw this.failed(error);
    }
  }

  private failed(error: unknown): unknown {
    if (!isUnavailable(error)) return redactPrismaError(error);
    const isSilent = isUnanswered(error);
    if (isSilent) this.circuit.recordFailure();
    databaseErrors.inc({ reason: isSilent ? 'unanswered' : 'unavailable' });
    return new DatabaseUnavailableError(error);
  }

  private withPrisma<T>(work: (prisma: PrismaClient) => Promise<T>): Promise<T> {
    return this.ask('prisma', async () => work(await this.prisma()));
  }

  private prisma(): Promise<PrismaClient> {
    this.client ??= this.loadPrisma();
    return this.client;
  }

  private async loadPrisma(): Promise<PrismaClient> {
    const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
      import('@prisma/adapter-pg'),
      import('./generated/client.js'),
    ]);
    // In its other formats an error repeats the source of whoever called.
    return new PrismaClient({ adapter: new PrismaPg(this.pool), errorFormat: 'minimal' });
  }
}
