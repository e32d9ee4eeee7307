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
 * PostgreSQL's own: connection exceptions, out of resources, operator intervention (shutdown, statement time-out),
 * system errors, lock time-out, read-only after a failover.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATE = /^(08|53|57|58)...$|^55P03$|^25006$/;

/** pg says these without a code. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Cannot use a pool after|Client has encountered a connection error)/;

/** Prisma's: no connection, no answer in time, none free in the pool. https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA_FAULTS = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);

export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    CONNECTION_FAULTS.has(code) ||
    PRISMA_FAULTS.has(code) ||
    SQLSTATE.test(code) ||
    MESSAGES.test(error.message) ||
    isUnavailable(error.cause)
  );
}
