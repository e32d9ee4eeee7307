import type pg from 'pg';
import { checksumOf, type MigrationFile } from './migration-files.js';
import { MigrationError } from './migration.error.js';

interface AppliedRow {
  migration_name: string;
  checksum: string;
}

/** Reads Prisma's table. @throws {MigrationError} if a migration was changed after it was applied */
export async function appliedNames(
  client: pg.Client,
  migrations: readonly MigrationFile[],
): Promise<ReadonlySet<string>> {
  const applied = new Map((await readApplied(client)).map((row) => [row.migration_name, row.checksum]));
  const changed = migrations.find(
    (migration) => (applied.get(migration.name) ?? checksumOf(migration)) !== checksumOf(migration),
  );
  if (changed) throw new MigrationError(`${changed.name} was changed after it was applied`);
  return new Set(applied.keys());
}

/** @throws {MigrationError} if a migration was changed after it was applied */
export async function isUpToDate(client: pg.Client, migrations: readonly MigrationFile[]): Promise<boolean> {
  const applied = await appliedNames(client, migrations);
  return migrations.every(({ name }) => applied.has(name));
}

async function readApplied(client: pg.Client): Promise<AppliedRow[]> {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return rows;
}
