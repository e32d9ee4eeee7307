import { callbackify } from 'node:util';
import { Pool, type PoolClient } from 'pg';
import type { Secret } from '#libs/config';
import { startWait } from '#libs/observability';
import { requireDurability } from './durability.js';

export const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 3_000;
const LOCK_TIMEOUT_MS = 2_000;
/** Longer than the server's timeout, so that it expires only if the server does not respond. */
export const RESPONSE_TIMEOUT_MS = 3_500;

export interface PoolSettings {
  url: Secret<string> | undefined;
  poolSize: number;
  /** Rejects connections to a server that may lose committed data. */
  requireDurability?: boolean;
}

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;

/** Records the time that each request waits for a connection. */
export class CountedPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    const endWait = startWait('connection');
    if (callback === undefined) return super.connect().finally(endWait);
    super.connect((error, client, done) => {
      endWait();
      callback(error, client, done);
    });
  }
}

/** Opens a pool that connects on first use and survives broken connections. */
export function openPool(settings: PoolSettings): CountedPool {
  const pool = new CountedPool({
    connectionString: settings.url?.reveal(),
    max: settings.poolSize,
    application_name: 'onasty',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    query_timeout: RESPONSE_TIMEOUT_MS,
    keepAlive: true,
    ...(settings.requireDurability && { verify: callbackify(requireDurability) }),
  });
  // The pool replaces a broken idle connection; without a listener, its error would end the process.
  pool.on('error', () => undefined);
  // The pool does not listen while a new connection is verified.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
