import { callbackify } from 'node:util';
import { Pool, type PoolClient } from 'pg';
import type { Secret } from '#libs/config';
import { startWait } from '#libs/observability';
import type { Statement } from '../transaction.js';
import { clientConfig } from './client-config.js';
import type { Requirements } from './connection-problems.js';
import type { UsabilityLog } from './usability-log.js';
import { prepareConnection } from './verify-connection.js';

export const CONNECT_TIMEOUT_MS = 2_000;
const SESSION = { statementTimeoutMs: 3_000, lockTimeoutMs: 2_000 };
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

  /** Runs a prepared statement. The pool's own promises cost each statement several more. */
  rows<Row extends object>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.query<Row>({ name, text, values: [...values] }, (error: Error | undefined, result) => {
        if (error === undefined) resolve(result.rows);
        else reject(error);
      });
    });
  }

  /** Closes idle connections: the next ones may lead to another server, as after a failover. */
  async renew(): Promise<void> {
    for (let count = this.idleCount; count > 0; count -= 1) (await super.connect()).release(true);
  }

  async withConnection<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await super.connect();
    let isBroken = true;
    try {
      const result = await work(client);
      isBroken = false;
      return result;
    } finally {
      client.release(isBroken);
    }
  }
}

/** Opens a pool that connects on first use, verifies each connection and survives broken ones. */
export function openPool(
  settings: PoolSettings,
  readRequirements: () => Promise<Requirements>,
  log: UsabilityLog,
): CountedPool {
  const config = clientConfig(settings.url);
  const prepare = (client: PoolClient) =>
    log.observe(async () => prepareConnection(client, config, SESSION, await readRequirements()));
  const pool = new CountedPool({
    ...config,
    max: settings.poolSize,
    application_name: 'onasty',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: RESPONSE_TIMEOUT_MS,
    keepAlive: true,
    verify: callbackify(prepare),
  });
  // The pool replaces a broken idle connection; without a listener, its error would end the process.
  pool.on('error', () => undefined);
  // The pool does not listen while a new connection is verified.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
