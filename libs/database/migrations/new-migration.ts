import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '#libs/config';
import { MIGRATIONS_FOLDER, SCHEMA_FILE, SNAPSHOT_FILE } from './migration-files.js';
import { diffSchemas } from './schema-diff.js';

const LOCK_FILE = '# Prisma reads here which database the migrations are for.\nprovider = "postgresql"\n';

/** Writes the difference between schema.prisma and the snapshot; returns its file, or null without any. */
export async function writeNewMigration(
  title: string,
  databaseUrl: Secret<string>,
  now: Date,
): Promise<string | null> {
  const schema = await readFile(SCHEMA_FILE, 'utf8');
  const snapshot = await readFile(SNAPSHOT_FILE, 'utf8').catch(() => null);
  const sql = await diffSchemas(snapshot, schema, databaseUrl);
  if (sql === '') return null;
  const folder = join(MIGRATIONS_FOLDER, `${timestampOf(now)}_${nameOf(title)}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  await writeFile(file, sql);
  await writeFile(SNAPSHOT_FILE, schema);
  await writeFile(join(MIGRATIONS_FOLDER, 'migration_lock.toml'), LOCK_FILE);
  return file;
}

/** Prisma's format: `20260131235959`. */
function timestampOf(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}

function nameOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'migration'
  );
}
