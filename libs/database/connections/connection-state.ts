import type { ClientBase } from 'pg';

export interface ConnectionState {
  /** Process of the server; differs from the one in the protocol behind a pooler. */
  backendId: number;
  version: number;
  role: string;
  /** Null if no schema of the search path exists and may be used. */
  schema: string | null;
  searchPath: string;
  isStandby: boolean;
  isReadOnly: boolean;
  off: string[];
  /** Null without a table of migrations. */
  migrations: string[] | null;
  missingRights: { table: string; rights: string[] }[];
}

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const STATE = `
  SELECT pg_backend_pid() AS "backendId", current_setting('server_version_num')::int AS version,
         current_user::text AS role, current_schema()::text AS schema, current_setting('search_path') AS "searchPath",
         pg_is_in_recovery() AS "isStandby", current_setting('transaction_read_only')::boolean AS "isReadOnly",
         ARRAY(SELECT name FROM pg_settings WHERE setting = 'off'
                AND name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')) AS off,
         to_regclass('_prisma_migrations') IS NOT NULL AS "hasMigrations",
         ARRAY(SELECT json_build_object('table', name, 'rights', json_agg(wanted))
                 FROM (SELECT name, wanted FROM unnest($1::text[]) AS name, unnest($2::text[]) AS wanted
                        UNION ALL SELECT '_prisma_migrations', 'SELECT') AS needed
                WHERE to_regclass(name) IS NOT NULL AND NOT has_table_privilege(to_regclass(name), wanted)
                GROUP BY name ORDER BY name) AS "missingRights"`;

const MIGRATIONS = `
  SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;

export async function readConnectionState(
  client: Pick<ClientBase, 'query'>,
  tables: readonly string[],
): Promise<ConnectionState> {
  const { rows } = await client.query<Omit<ConnectionState, 'migrations'> & { hasMigrations: boolean }>(
    STATE,
    [tables, RIGHTS],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('a statement without a table returned no row');
  const { hasMigrations, ...state } = found;
  const canRead = !state.missingRights.some(({ table }) => table === '_prisma_migrations');
  if (!hasMigrations) return { ...state, migrations: null };
  const applied = canRead ? (await client.query<{ name: string }>(MIGRATIONS)).rows : [];
  return { ...state, migrations: applied.map(({ name }) => name) };
}
