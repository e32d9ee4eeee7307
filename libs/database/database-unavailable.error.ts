import { NOT_DURABLE } from './durability.js';
import { adapterKindOf, sqlStateOf } from './sql-state.js';

/** PostgreSQL can't be asked right now; the same request may succeed in a moment. */
export class DatabaseUnavailableError extends Error {
  readonly code = 'unavailable';

  constructor(cause: unknown) {
    super('the database is not available', { cause });
    this.name = 'DatabaseUnavailableError';
  }
}

/** Faults of the way to PostgreSQL, as Node names them. */
const CONNECTION_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/** PostgreSQL's own: connection exceptions, it stops or has just started. */
const NOT_THERE = /^(08...|57P..)$/;

/**
 * It answers, and not what was asked: out of resources, statement time-out, system errors, lock time-out, read-only after
 * a failover, a transaction that it ended since its owner was silent or took its time (or its clock was put on).
 */
const NOT_NOW = /^(53|57|58)...$|^55P03$|^25006$|^25P0[34]$/;

/** It takes no connection: not of this user, not to this database, or no further one. */
const NO_ENTRY = /^(28...|3D...|53300)$/;

/** pg says these without a code. */
const MESSAGES =
  /^(Connection terminated|Query read timeout|timeout expired|Cannot use a pool after|Client (was closed|has encountered a connection error))/;

/** pg's pool says it to who waited for a connection while others used all of them. One that can not be made is "terminated". */
const POOL_IS_BUSY = /^timeout exceeded when trying to connect/;

/** Prisma's: no connection, no answer in time. https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA_FAULTS = new Set(['P1001', 'P1002', 'P1008', 'P1017']);

/** What its adapter calls them, where Prisma has no code for it: in statements that are written in SQL. */
const ADAPTER_FAULTS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);

/** Prisma's: none free in the pool, or a transaction that took its time. */
const PRISMA_IS_BUSY = new Set(['P2024', 'P2028']);

/** Whether PostgreSQL can't do now what it may do in a moment. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (isUnanswered(error) ||
      codeOf(error) === NOT_DURABLE ||
      NOT_NOW.test(sqlStateOf(error)) ||
      POOL_IS_BUSY.test(error.message) ||
      PRISMA_IS_BUSY.has(codeOf(error)) ||
      isUnavailable(error.cause))
  );
}

/**
 * Whether PostgreSQL was not reached, or said nothing. One that says that a row is locked, or that it is full, answers; and
 * a pool that is busy tells nothing of it.
 */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    CONNECTION_FAULTS.has(code) ||
    PRISMA_FAULTS.has(code) ||
    ADAPTER_FAULTS.has(adapterKindOf(error)) ||
    NOT_THERE.test(sqlStateOf(error)) ||
    MESSAGES.test(error.message) ||
    isUnanswered(error.cause)
  );
}

/**
 * What PostgreSQL itself said no to, which shows that it is there; null when it did not, also when it stops or starts. One
 * that refuses a connection may serve nobody.
 */
export function rejectionScope(error: unknown): 'statement' | 'connection' | null {
  if (!(error instanceof Error)) return null;
  if (codeOf(error) === NOT_DURABLE) return 'connection';
  const sqlState = sqlStateOf(error);
  if (sqlState === '' || NOT_THERE.test(sqlState)) return rejectionScope(error.cause);
  return NO_ENTRY.test(sqlState) ? 'connection' : 'statement';
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
