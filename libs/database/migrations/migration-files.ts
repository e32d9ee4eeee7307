import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

export interface MigrationFile {
  /** `<timestamp>_<name>` */
  name: string;
  sql: string;
}

export const SCHEMA_FILE = join(projectRoot, 'prisma', 'schema.prisma');
export const MIGRATIONS_FOLDER = join(projectRoot, 'prisma', 'migrations');
/** Schema after all migrations; the next migration is the difference from it. */
export const SNAPSHOT_FILE = join(MIGRATIONS_FOLDER, 'schema.snapshot.prisma');

export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

/** Names of all migrations and tables, read once. */
export async function readSchemaRequirements(): Promise<{ migrations: string[]; tables: string[] }> {
  requirements ??= Promise.all([readMigrations(), readFile(SCHEMA_FILE, 'utf8')]).then(
    ([migrations, schema]) => ({
      migrations: migrations.map(({ name }) => name),
      tables: [...schema.matchAll(/@@map\("(\w+)"\)/g)].map(([, table = '']) => table),
    }),
  );
  return requirements;
}

let requirements: Promise<{ migrations: string[]; tables: string[] }> | undefined;

/** Checksum in `_prisma_migrations`. */
export function checksumOf({ sql }: MigrationFile): string {
  return createHash('sha256').update(sql).digest('hex');
}
