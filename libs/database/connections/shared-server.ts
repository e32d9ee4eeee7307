import { Client, type ClientBase, type ClientConfig } from 'pg';

const ROUNDS = 5;
const TIMEOUT_MS = 1_000;
const BACKEND = 'SELECT pg_backend_pid() AS "backendId"';

export const POOLER_PROBLEM =
  'DATABASE_URL names a pooler in transaction or statement mode, which cannot be used: give the direct address, or one in session mode';

/**
 * Detects a pooler that lends one connection of the server to several clients. Statements are prepared and timeouts set
 * for each connection, which such a pooler mixes up.
 */
export async function isServerShared(
  client: ClientBase,
  backendId: number,
  config: ClientConfig,
): Promise<boolean> {
  if (processIdOf(client) === backendId) return false;
  const other = new Client({ ...config, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS });
  other.on('error', () => undefined);
  try {
    await other.connect();
    const seen = new Set([backendId]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const backendOfOther = await backendOf(other);
      if (seen.has(backendOfOther)) return true;
      seen.add(await backendOf(client));
      if (seen.size > 1) return true;
    }
    return false;
  } catch {
    // In session mode the second client may have to wait until a connection of the server is free.
    return false;
  } finally {
    await other.end().catch(() => undefined);
  }
}

async function backendOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ backendId: number }>(BACKEND);
  return rows[0]?.backendId ?? 0;
}

/** Process of the server as the startup of the protocol named it; a pooler invents one. */
function processIdOf(client: ClientBase): unknown {
  return 'processID' in client ? client.processID : undefined;
}
