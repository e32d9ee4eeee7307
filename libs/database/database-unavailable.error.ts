import { OperatorError } from '#libs/observability';
import { UNUSABLE } from './connections/unusable-database.error.js';
import { adapterKindOf, sqlStateOf } from './sql-state.js';

/** PostgreSQL cannot serve the query now; a retry may succeed. */
export class DatabaseUnavailableError extends OperatorError {
  readonly code = 'unavailable';

  constructor(cause: unknown) {
    super('the database is not available', { cause });
    this.name = 'DatabaseUnavailableError';
  }
}

const NETWORK_ERRORS = new Set([
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

/** SQLSTATE: connection exceptions, shutdown and startup. */
const SERVER_DOWN = /^(08...|57P..)$/;

/** SQLSTATE: lack of resources, timeouts, system errors, read-only after a failover, ended transactions, connections that PgBouncer shares. */
const TEMPORARY = /^(53|57|58)...$|^55P03$|^25006$|^25P0[34]$|^42P05$|^26000$/;

/** SQLSTATE: table or schema missing, right missing; a migration or a GRANT ends it. */
const WRONG_SCHEMA = /^42P01$|^42501$|^3F000$/;

/** A certificate that this machine does not trust, or one of another name. */
const TLS_ERRORS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** SQLSTATE: invalid credentials, invalid database, too many connections. */
const CONNECTION_REJECTED = /^(28...|3D...|53300)$/;

/** pg's errors without a code. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout expired|Cannot use a pool after|Client (was closed|has encountered a connection error))/;

/** Message of pg if the address demands TLS. */
const NO_TLS = /^The server does not support SSL connections/;

/** Message of pg-pool when all connections are in use. */
const POOL_EXHAUSTED = /^timeout exceeded when trying to connect/;

/** No connection or no response: https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA_CONNECTION_ERRORS = new Set(['P1001', 'P1002', 'P1008', 'P1017']);

/** The same in raw SQL, for which Prisma has no code. */
const ADAPTER_CONNECTION_ERRORS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);

/** Pool exhausted, or transaction timeout. */
const PRISMA_BUSY = new Set(['P2024', 'P2028']);

export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (isUnanswered(error) ||
      codeOf(error) === UNUSABLE ||
      TLS_ERRORS.test(codeOf(error)) ||
      WRONG_SCHEMA.test(sqlStateOf(error)) ||
      CONNECTION_REJECTED.test(sqlStateOf(error)) ||
      NO_TLS.test(error.message) ||
      TEMPORARY.test(sqlStateOf(error)) ||
      POOL_EXHAUSTED.test(error.message) ||
      PRISMA_BUSY.has(codeOf(error)) ||
      isUnavailable(error.cause))
  );
}

/** An exhausted pool does not count, since it says nothing about the server. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    NETWORK_ERRORS.has(code) ||
    PRISMA_CONNECTION_ERRORS.has(code) ||
    ADAPTER_CONNECTION_ERRORS.has(adapterKindOf(error)) ||
    SERVER_DOWN.test(sqlStateOf(error)) ||
    CONNECTION_MESSAGES.test(error.message) ||
    isUnanswered(error.cause)
  );
}

/** Scope of a rejection, which proves that PostgreSQL runs; null for other errors and at startup. */
export function rejectionScope(error: unknown): 'statement' | 'connection' | null {
  if (!(error instanceof Error)) return null;
  if (codeOf(error) === UNUSABLE) return 'connection';
  const sqlState = sqlStateOf(error);
  if (sqlState === '' || SERVER_DOWN.test(sqlState)) return rejectionScope(error.cause);
  return CONNECTION_REJECTED.test(sqlState) ? 'connection' : 'statement';
}

/** New connections may lead to a server, or a schema, that can serve the query. */
export function needsNewConnections(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOutdated = /^(25006|42P05|26000)$/.test(sqlStateOf(error)) || WRONG_SCHEMA.test(sqlStateOf(error));
  return isOutdated || needsNewConnections(error.cause);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
