import type { ClientBase } from 'pg';
import { z } from 'zod';

/** First line of a backup; each other line is a table, a space and a row as JSON, but the last: the number of rows. */
export const headerSchema = z.object({
  format: z.literal('onasty-backup-1'),
  /** Applied migrations: a backup fits only the schema of its version. */
  migrations: z.array(z.string()),
  hasContent: z.boolean(),
});
export type Header = z.output<typeof headerSchema>;

/** Not for a backup: content, since a note that was read must not come back, and what belongs to a running server. */
export const CONTENT_TABLES = new Set(['note_payload']);
const NEVER_STORED = new Set(['_prisma_migrations']);

/** Tables in an order in which each comes after those that it refers to. */
export async function tablesOf(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(`
    SELECT relname AS name,
           ARRAY(SELECT confrelid::regclass::name FROM pg_constraint
                  WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid)::text[] AS needs
      FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname`);
  const tables = rows.filter(({ name }) => !NEVER_STORED.has(name));
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, needs }) => !ordered.includes(name) && needs.every((need) => ordered.includes(need)),
    );
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    ordered.push(next.name);
  }
  return ordered;
}
