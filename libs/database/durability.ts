import type { ClientBase } from 'pg';

/** Prisma makes another error of ours, and keeps its code. */
export const NOT_DURABLE = 'database.not_durable';

/** PostgreSQL runs with a setting that lets it lose what it has acknowledged. */
export class DatabaseNotDurableError extends Error {
  readonly code = NOT_DURABLE;

  constructor(faults: readonly string[]) {
    super(
      [
        'PostgreSQL may lose notes that it has acknowledged:',
        ...faults.map((fault) => `  ${fault}`),
        'Switch it on, or set DATABASE_REQUIRE_DURABILITY=false if nothing has to last, or lasts by other means.',
      ].join('\n'),
    );
    this.name = 'DatabaseNotDurableError';
  }
}

export interface Durability {
  /** What may be lost, and by which setting; empty when nothing may. */
  faults: string[];
  /** Whether PostgreSQL notices when the disk gives back other bytes than were written. */
  hasDataChecksums: boolean;
}

/** All other values of synchronous_commit wait until this server's own disk has the commit. */
const LOSSES: Readonly<Record<string, string>> = {
  fsync: 'a power cut may lose any of it, or all of the files',
  full_page_writes: 'a page that a power cut leaves half written can not be mended',
  synchronous_commit:
    'a crash loses the commits of the last moments, so that a note that was read is unread again',
};
const SETTINGS = `SELECT name, setting FROM pg_settings
  WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')`;

/** As this connection has them: a role or a database may have settings of its own. */
export async function readDurability(client: Pick<ClientBase, 'query'>): Promise<Durability> {
  const { rows } = await client.query<{ name: string; setting: string }>(SETTINGS);
  const off = new Set(rows.filter(({ setting }) => setting === 'off').map(({ name }) => name));
  const faults = Object.entries(LOSSES).filter(([name]) => off.has(name));
  return {
    faults: faults.map(([name, loss]) => `${name} is off: ${loss}`),
    hasDataChecksums: !off.has('data_checksums'),
  };
}

/** @throws {DatabaseNotDurableError} naming each setting that is off, and what it may cost */
export async function requireDurability(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { faults } = await readDurability(client);
  if (faults.length > 0) throw new DatabaseNotDurableError(faults);
}
