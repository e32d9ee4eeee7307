import { NOT_DURABLE } from './durability.js';

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

/**
 * PostgreSQL's own: connection exceptions, it stops or has just started.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const NOT_THERE = /^(08...|57P..)$/;

/** It answers, and not what was asked: out of resources, statement time-out, system errors, lock time-out, read-only after a failover. */
const NOT_NOW = /^(53|57|58)...$|^55P03$|^25006$/;

/** pg says these without a code. */
const MESSAGES =
  /^(Connection terminated|Query read timeout|Cannot use a pool after|Client has encountered a connection error)/;

/** pg's pool says it to who waited for a connection while others used all of them. One that can not be made is "terminated". */
const POOL_IS_BUSY = /^timeout exceeded when trying to connect/;

/** Prisma's: no connection, no answer in time. https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA_FAULTS = new Set(['P1001', 'P1002', 'P1008', 'P1017']);

/** Prisma's: none free in the pool, or a transaction that took its time. */
const PRISMA_IS_BUSY = new Set(['P2024', 'P2028']);

/** Whether PostgreSQL can't do now what it may do in a moment. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (isUnanswered(error) ||
      codeOf(error) === NOT_DURABLE ||
      NOT_NOW.test(codeOf(error)) ||
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
    NOT_THERE.test(code) ||
    MESSAGES.test(error.message) ||
    isUnanswered(error.cause)
  );
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
