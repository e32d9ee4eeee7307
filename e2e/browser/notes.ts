import type { TestDatabase } from '../../libs/database/testing/test-database.js';
import { until } from '../support/until.js';

/** The slug of a link. */
export function slugOf(link: string): string {
  return new URL(link).pathname.replace('/secret/', '');
}

/** The link secret of a link. */
export function secretOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** Moves a time of the note, which has come then. */
export async function makePast(
  database: TestDatabase,
  link: string,
  column: 'expires_at' | 'locked_until',
): Promise<void> {
  await database.query(
    `UPDATE note SET ${column} = clock_timestamp() - interval '1 minute' WHERE slug = $1`,
    [slugOf(link)],
  );
}

/** When the database has the note read, null while it is unread. */
export async function readAt(database: TestDatabase, link: string): Promise<Date | null> {
  const [row] = await database.query('SELECT read_at FROM note WHERE slug = $1', [slugOf(link)]);
  if (row === undefined) throw new Error('there is no such note');
  return row['read_at'];
}

/** Waits until nothing of what was written is left in the database. */
export async function untilErased(database: TestDatabase, link: string): Promise<void> {
  const rows = () =>
    database.query('SELECT 1 FROM note JOIN note_payload ON note_id = id WHERE slug = $1', [slugOf(link)]);
  await until('the content is erased', async () => (await rows()).length === 0);
}
