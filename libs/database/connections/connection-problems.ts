import type { ConnectionState } from './connection-state.js';
import { durabilityOf } from './durability.js';

const OLDEST_VERSION = 150_000;

export interface Requirements {
  requireDurability: boolean;
  migrations: readonly string[];
  tables: readonly string[];
}

/** Problems that only another configuration of this program or of the server solves. */
export function configurationProblems(state: ConnectionState, { requireDurability }: Requirements): string[] {
  const problems =
    state.version < OLDEST_VERSION
      ? [`PostgreSQL ${Math.floor(state.version / 10_000)} is too old: use version 15 or newer`]
      : [];
  const durability = requireDurability ? durabilityOf(state.off).problems : [];
  if (durability.length === 0) return problems;
  return [
    ...problems,
    ...durability.map((problem) => `PostgreSQL may lose committed data: ${problem}`),
    'Enable it, or set DATABASE_REQUIRE_DURABILITY=false if durability is not needed or ensured by other means.',
  ];
}

/** Problems that may end while the program runs: a failover, a migration, a GRANT. */
export function temporaryProblems(state: ConnectionState, { migrations }: Requirements): string[] {
  if (state.isStandby) return ['PostgreSQL is read-only, a standby: connect to the primary'];
  if (state.isReadOnly)
    return [
      'PostgreSQL is read-only (default_transaction_read_only): turn that off, or connect to the primary',
    ];
  return [...schemaProblems(state, migrations), ...rightsProblems(state)];
}

function schemaProblems(
  { schema, searchPath, role, migrations: applied, missingRights }: ConnectionState,
  required: readonly string[],
): string[] {
  if (schema === null)
    return [`no schema of the search path ${searchPath} exists, or the role "${role}" lacks USAGE on it`];
  if (applied === null) return ['the database has no tables of this program: run npm run db:migrate'];
  if (missingRights.some(({ table }) => table === '_prisma_migrations')) return [];
  const missing = required.filter((name) => !applied.includes(name));
  return missing.length === 0 ? [] : [`the database lacks ${missing.join(', ')}: run npm run db:migrate`];
}

function rightsProblems({ missingRights, role }: ConnectionState): string[] {
  return missingRights.map(({ table, rights }) => {
    const names = rights.join(', ');
    return `the role "${role}" may not ${names} in ${table}: GRANT ${names} ON ${table} TO "${role}"`;
  });
}
