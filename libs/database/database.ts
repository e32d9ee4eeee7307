import { Pool, type QueryResultRow } from 'pg';
import type { Secret } from '#libs/config';
import { DatabaseUnavailableError, isUnavailable } from './database-unavailable.error.js';
import type { PrismaClient } from './generated/client.js';

/** A statement that PostgreSQL parses and plans once for each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Nobody waits longer: a request that can't be served in time is answered 503. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 3_000;
const LOCK_TIMEOUT_MS = 2_000;
/** Longer than the server's own, so that it counts only when the server does not answer at all. */
const ANSWER_TIMEOUT_MS = 3_500;

/**
 * One bounded pool of connections to PostgreSQL, for named statements and for Prisma's client alike. Connects when it
 * is first asked.
 *
 * @example
 * const database = new Database({ url: config.database.url, poolSize: 10 });
 * const rows = await database.query<{ id: string }>({ name: 'find-id', text: 'SELECT id FROM note WHERE slug = $1' }, [slug]);
 */
export class Database {
  private readonly pool: Pool;
  private client: Promise<PrismaClient> | undefined;

  constructor(settings: { url: Secret<string> | undefined; poolSize: number }) {
    this.pool = new Pool({
      connectionString: settings.url?.reveal(),
      max: settings.poolSize,
      application_name: 'onasty',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    // An idle connection that breaks is replaced by the pool; without a listener the process would end.
    this.pool.on('error', () => undefined);
  }

  /** Prisma's client on the same pool, for what is not hot; loaded when it is first asked for. Faults are Prisma's own. */
  prisma(): Promise<PrismaClient> {
    this.client ??= this.loadPrisma();
    return this.client;
  }

  /**
   * Runs one statement by itself, prepared under its name.
   *
   * @throws {DatabaseUnavailableError} when PostgreSQL can't be reached or does not answer in time
   */
  async query<Row extends QueryResultRow>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<Row>({ name, text, values });
      return rows;
    } catch (error) {
      throw isUnavailable(error) ? new DatabaseUnavailableError(error) : error;
    }
  }

  /** @throws {DatabaseUnavailableError} */
  async ping(): Promise<void> {
    await this.query({ name: 'ping', text: 'SELECT 1' }, []);
  }

  /** Waits for running statements and closes every connection. */
  async close(): Promise<void> {
    await (await this.client)?.$disconnect();
    await this.pool.end();
  }

  private async loadPrisma(): Promise<PrismaClient> {
    const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
      import('@prisma/adapter-pg'),
      import('./generated/client.js'),
    ]);
    return new PrismaClient({ adapter: new PrismaPg(this.pool) });
  }
}
