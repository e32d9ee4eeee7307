import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import type { Secret } from '#libs/config';
import { errorMessage } from '#libs/observability';
import { isUpToDate } from './applied-migrations.js';
import { MIGRATIONS_FOLDER, readMigrations, SCHEMA_FILE, type MigrationFile } from './migration-files.js';
import { MigrationError } from './migration.error.js';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.js';

/** Distinct from the lock of Prisma's engine, which uses another connection. */
const ADVISORY_LOCK = 4_273_120_119;
const LOCK_POLL_MS = 100;
const CONNECT_TIMEOUT_MS = 10_000;

interface MigrateOptions {
  folder?: string;
  /** Called after each migration. */
  onApplied?: (name: string) => void;
}

/** Applies pending migrations, returns their names; concurrent calls wait. @throws {MigrationError} */
export async function migrate(
  databaseUrl: Secret<string>,
  { folder = MIGRATIONS_FOLDER, onApplied = () => undefined }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({
    connectionString: databaseUrl.reveal(),
    application_name: 'onasty migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await connect(client);
  try {
    if (await isUpToDate(client, migrations)) return [];
    await lock(client);
    if (await isUpToDate(client, migrations)) return [];
    return await apply(databaseUrl.reveal(), folder, migrations, onApplied);
  } finally {
    await client.end();
  }
}

/** Polls: CREATE INDEX CONCURRENTLY waits for every running statement, even one that waits for this lock. */
async function lock(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ isLocked: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS "isLocked"',
      [ADVISORY_LOCK],
    );
    if (rows[0]?.isLocked === true) return;
    await setTimeout(LOCK_POLL_MS);
  }
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new MigrationError(`cannot connect (${errorMessage(error)})`, error);
  }
}

async function apply(
  databaseUrl: string,
  folder: string,
  migrations: readonly MigrationFile[],
  onApplied: (name: string) => void,
): Promise<string[]> {
  const schema = await readFile(SCHEMA_FILE, 'utf8');
  const directories = migrations.map(directoryOf);
  const listOf = (count: number) => ({
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: directories.slice(0, count),
  });
  const applied: string[] = [];
  try {
    await withSchemaEngine(databaseUrl, schema, async (engine) => {
      // The engine reports only once it has applied everything in a list.
      for (let count = 1; count <= directories.length; count += 1) {
        const input = { migrationsList: listOf(count), filters: NO_FILTERS };
        const { appliedMigrationNames } = await engine.applyMigrations(input);
        applied.push(...appliedMigrationNames);
        appliedMigrationNames.forEach(onApplied);
      }
    });
    return applied;
  } catch (error) {
    throw new MigrationError(engineMessageOf(error), error);
  }
}

function directoryOf({ name, sql }: MigrationFile) {
  return {
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  };
}

/** Extracts the name of the migration and the reason from the engine's stack. */
function engineMessageOf(error: unknown): string {
  const [reason = '', ...stack] = errorMessage(error).split(/\n\s+0: /);
  const name = /migration_name="([^"]+)"/.exec(stack.join())?.[1];
  const cause = reason.replace('external connector error', '').trim();
  return name === undefined ? cause : `${name} failed: ${cause}`;
}
