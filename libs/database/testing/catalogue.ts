import type pg from 'pg';

const QUERIES = {
  columns: `
    SELECT table_name, column_name, ordinal_position, data_type, udt_name, datetime_precision, is_nullable, column_default
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
     ORDER BY table_name, column_name`,
  indexes: `
    SELECT indexdef FROM pg_indexes
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY indexname`,
  constraints: `
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> '_prisma_migrations'
     ORDER BY conrelid::regclass::text, conname`,
  types: `
    SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid ORDER BY typname, enumsortorder`,
};

interface Database {
  query(text: string): Promise<pg.QueryResultRow[]>;
}

/** Everything that PostgreSQL records about the shape of a database. */
export async function catalogueOf(database: Database): Promise<Record<string, pg.QueryResultRow[]>> {
  const entries = Object.entries(QUERIES).map(
    async ([name, text]) => [name, await database.query(text)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
