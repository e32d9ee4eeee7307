import type { ClientBase } from 'pg';
import { OperatorError } from '#libs/observability';

/** Prisma wraps the error below, and keeps its code. */
export const NOT_DURABLE = 'database.not_durable';

/** PostgreSQL runs with a setting that may lose committed data. */
export class DatabaseNotDurableError extends OperatorError {
  readonly code = NOT_DURABLE;

  constructor(problems: readonly string[]) {
    super(`PostgreSQL may lose committed data (${problems.join(', ')})`, {
      variable: 'DATABASE_REQUIRE_DURABILITY',
      remedy:
        'enable it in PostgreSQL, or set DATABASE_REQUIRE_DURABILITY=false if durability is not needed or ensured by other means',
    });
    this.name = 'DatabaseNotDurableError';
  }
}

export interface Durability {
  /** Settings that may lose committed data, with the consequence. */
  problems: string[];
  hasDataChecksums: boolean;
}

/** Consequence of `off`. All other values of synchronous_commit wait for the local disk. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  fsync: 'a power failure may corrupt any file',
  full_page_writes: 'a page half written at a power failure cannot be repaired',
  synchronous_commit: 'a crash loses recent commits, so that a read note becomes unread',
};
const SETTINGS = `SELECT name, setting FROM pg_settings
  WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')`;

/** Reads the settings of this connection, since a role or a database may override those of the server. */
export async function readDurability(client: Pick<ClientBase, 'query'>): Promise<Durability> {
  const { rows } = await client.query<{ name: string; setting: string }>(SETTINGS);
  const off = new Set(rows.filter(({ setting }) => setting === 'off').map(({ name }) => name));
  const unsafe = Object.entries(CONSEQUENCES).filter(([name]) => off.has(name));
  return {
    problems: unsafe.map(([name, consequence]) => `${name} is off: ${consequence}`),
    hasDataChecksums: !off.has('data_checksums'),
  };
}

/** @throws {DatabaseNotDurableError} listing each setting that is off */
export async function requireDurability(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { problems } = await readDurability(client);
  if (problems.length > 0) throw new DatabaseNotDurableError(problems);
}
