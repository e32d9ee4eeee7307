import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Secret } from '#libs/config';
import { errorMessage, explainConnectionError } from '#libs/observability';
import { applySessionSettings, clientConfig } from '../connections/client-config.js';
import { connectionAdvice, POSTGRES } from '../connections/connection-advice.js';
import { readConnectionState } from '../connections/connection-state.js';
import { isServerShared, POOLER_PROBLEM } from '../connections/shared-server.js';
import { appliedNames, isUpToDate } from './applied-migrations.js';
import { MIGRATIONS_FOLDER, readMigrations, SCHEMA_FILE, type MigrationFile } from './migration-files.js';
import { MigrationError } from './migration.error.js';
import { NO_FILTERS, NO_TIMEOUTS, withSchemaEngine } from './schema-engine.js';

/** Distinct from the lock of Prisma's engine, which uses another connection. */
const ADVISORY_LOCK = 4_273_120_119;
const LOCK_POLL_MS = 100;
const CONNECT_TIMEOUT_MS = 10_000;

export interface MigrateOptions {
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
  const config = clientConfig(databaseUrl);
  const client = new Client({
    ...config,
    application_name: 'onasty migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await connect(client);
  try {
    const schema = await inspect(client, config);
    if (await isUpToDate(client, migrations)) return [];
    await lock(client);
    const applied = await appliedNames(client, migrations);
    if (migrations.every(({ name }) => applied.has(name))) return [];
    return await apply({ databaseUrl, schema, folder, migrations, applied, onApplied });
  } finally {
    await client.end();
  }
}

/** Returns the schema of the tables. @throws {MigrationError} if this connection cannot migrate */
async function inspect(client: Client, config: ClientConfig): Promise<string> {
  await applySessionSettings(client, NO_TIMEOUTS);
  const { backendId, schema, searchPath, role } = await readConnectionState(client, []);
  if (await isServerShared(client, backendId, config)) throw new MigrationError(POOLER_PROBLEM);
  if (schema === null)
    throw new MigrationError(
      `no schema of the search path ${searchPath} exists, or the role "${role}" lacks USAGE on it: create it first`,
    );
  return schema;
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
    const { cause, remedy } = explainConnectionError(error, POSTGRES).fields;
    const [advice = `${cause}: ${remedy}`] = connectionAdvice(error);
    throw new MigrationError(`cannot connect: ${advice}`, error);
  }
}

interface Pending {
  databaseUrl: Secret<string>;
  schema: string;
  folder: string;
  migrations: readonly MigrationFile[];
  applied: ReadonlySet<string>;
  onApplied: (name: string) => void;
}

/** One after the other, so that progress is visible. */
async function apply({ databaseUrl, folder, migrations, ...pending }: Pending): Promise<string[]> {
  const datamodel = await readFile(SCHEMA_FILE, 'utf8');
  const names: string[] = [];
  try {
    await withSchemaEngine({ databaseUrl, datamodel, schema: pending.schema }, async (engine) => {
      for (const [index, { name }] of migrations.entries()) {
        if (pending.applied.has(name)) continue;
        const migrationsList = migrationsListOf(folder, migrations.slice(0, index + 1));
        const { appliedMigrationNames } = await engine.applyMigrations({
          migrationsList,
          filters: NO_FILTERS,
        });
        for (const applied of appliedMigrationNames) pending.onApplied(applied);
        names.push(...appliedMigrationNames);
      }
    });
    return names;
  } catch (error) {
    throw new MigrationError(engineMessageOf(error), error);
  }
}

function migrationsListOf(folder: string, migrations: readonly MigrationFile[]) {
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(directoryOf),
  };
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
