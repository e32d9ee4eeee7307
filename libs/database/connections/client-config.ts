import type { ClientBase, ClientConfig } from 'pg';
import type { Secret } from '#libs/config';

/** pg treats all of these as verify-full, and says so in eight lines on standard error. */
const VERIFIED_MODES = /([?&]sslmode=)(prefer|require|verify-ca)\b/;

export function clientConfig(url: Secret<string> | undefined): ClientConfig {
  const connectionString = url?.reveal().replace(VERIFIED_MODES, '$1verify-full');
  if (connectionString === undefined) return {};
  return {
    connectionString,
    enableChannelBinding: /[?&]channel_binding=(prefer|require)\b/.test(connectionString),
  };
}

export interface SessionSettings {
  statementTimeoutMs: number;
  lockTimeoutMs: number;
}

/**
 * Set by statement, since PgBouncer rejects them at startup. Prisma drops the offset of a time, so that it needs UTC; the others
 * protect from settings of a role or a database.
 */
export async function applySessionSettings(
  client: Pick<ClientBase, 'query'>,
  { statementTimeoutMs, lockTimeoutMs }: SessionSettings,
): Promise<void> {
  const settings = {
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    bytea_output: 'hex',
    default_transaction_isolation: 'read committed',
  };
  const text = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, false)`);
  await client.query(`SELECT ${text.join(', ')}`, Object.values(settings).map(String));
}
