import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PostgresServer } from '../../../e2e/support/servers/postgres-server.js';
import { createDatabaseOn, type TestDatabase } from '../testing/test-database.js';
import { Secret } from '#libs/config';
import { catalogueOf } from '../testing/catalogue.js';
import { migrate } from './migrate.js';
import {
  checksumOf,
  MIGRATIONS_FOLDER,
  readMigrations,
  SCHEMA_FILE,
  SNAPSHOT_FILE,
} from './migration-files.js';
import { diffSchemas } from './schema-diff.js';

/** Separate from the test server, whose migrated template all other tests use. */
let server: PostgresServer;
const databases: TestDatabase[] = [];
const folders: string[] = [];

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createDatabaseOn(server.url);
  databases.push(database);
  return database;
}

/** Copies the migrations and appends one. */
async function migrationsWith(sql: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onasty-migrations-'));
  folders.push(folder);
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  await mkdir(join(folder, '29990101000000_last'));
  await writeFile(join(folder, '29990101000000_last', 'migration.sql'), sql);
  return folder;
}

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.remove());
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

describe('migrate', () => {
  it('creates exactly the schema of schema.prisma', async () => {
    const [migrated, made] = [await emptyDatabase(), await emptyDatabase()];
    await migrate(new Secret(migrated.url));
    await made.query(await diffSchemas(null, await readFile(SCHEMA_FILE, 'utf8'), new Secret(made.url)));
    const catalogue = await catalogueOf(migrated);
    expect(catalogue).toEqual(await catalogueOf(made));
    expect(catalogue['columns']?.length).toBeGreaterThan(20);
  });

  it('starts the next migration from a snapshot equal to schema.prisma', async () => {
    expect(await readFile(SNAPSHOT_FILE, 'utf8')).toBe(await readFile(SCHEMA_FILE, 'utf8'));
  });

  it('applies each migration once if eight processes start at once', async () => {
    const database = await emptyDatabase();
    const names = (await readMigrations()).map(({ name }) => name);
    const reported: string[] = [];
    const onApplied = (name: string) => void reported.push(name);
    const applied = await Promise.all(
      Array.from({ length: 8 }, () => migrate(new Secret(database.url), { onApplied })),
    );
    expect(applied.flat()).toEqual(names);
    expect(reported).toEqual(names);
    expect(await database.query('SELECT migration_name FROM _prisma_migrations')).toHaveLength(names.length);
  });

  it('records migrations as Prisma does, and does nothing the second time', async () => {
    const database = await emptyDatabase();
    await migrate(new Secret(database.url));
    const traces = 'SELECT * FROM _prisma_migrations ORDER BY migration_name';
    const rows = await database.query(traces);
    const checksums = (await readMigrations()).map((migration) => checksumOf(migration));
    expect(rows.map((row) => row['checksum'])).toEqual(checksums);
    expect(rows.every((row) => row['finished_at'] instanceof Date && row['applied_steps_count'] === 1)).toBe(
      true,
    );
    expect(await migrate(new Secret(database.url))).toEqual([]);
    expect(await database.query(traces)).toEqual(rows);
  });

  it('applies a new migration on top of earlier ones', async () => {
    const database = await emptyDatabase();
    await migrate(new Secret(database.url));
    const folder = await migrationsWith('CREATE TABLE later (id int);');
    expect(await migrate(new Secret(database.url), { folder })).toEqual(['29990101000000_last']);
  });

  it('names the failed migration and the cause, also on the next attempt', async () => {
    const database = await emptyDatabase();
    const folder = await migrationsWith('ALTER TABLE nothing_here ADD COLUMN id int;');
    const failure = await migrate(new Secret(database.url), { folder }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'migration.failed' });
    expect(String(failure)).toContain('29990101000000_last failed: No such table: nothing_here');
    await expect(migrate(new Secret(database.url), { folder })).rejects.toThrow('29990101000000_last');
  });

  it('rejects a migration that was changed after it was applied', async () => {
    const database = await emptyDatabase();
    await migrate(new Secret(database.url), { folder: await migrationsWith('SELECT 1;') });
    const changed = await migrationsWith('SELECT 2;');
    await expect(migrate(new Secret(database.url), { folder: changed })).rejects.toThrow(
      '29990101000000_last was changed',
    );
  });

  it('reports an unreachable database', async () => {
    await expect(migrate(new Secret('postgresql://user@127.0.0.1:1/none'))).rejects.toThrow('cannot connect');
  });

  it('leaves no timer that keeps the process alive', async () => {
    const database = await emptyDatabase();
    const before = timers();
    await migrate(new Secret(database.url));
    // Timers of other files in this process may end during it.
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
