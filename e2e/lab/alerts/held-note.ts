import { Client } from 'pg';
import { createNote, inHours } from '../../support/notes.js';
import type { WatchedDeployment } from '../../support/prometheus/watched-deployment.js';

const HOURS = 3 / 3_600;

/** Creates a note that expires soon, and locks it as a hung transaction does. @returns lets go */
export async function holdNote({ http, parts }: WatchedDeployment): Promise<() => Promise<void>> {
  const { slug } = await createNote(http, { expires_at: inHours(HOURS) });
  const client = new Client({ connectionString: parts.postgres.url.href });
  await client.connect();
  await client.query('BEGIN');
  const lock = 'SELECT 1 FROM note n JOIN note_payload p ON p.note_id = n.id WHERE n.slug = $1 FOR UPDATE';
  const { rowCount } = await client.query(lock, [slug]);
  if (rowCount !== 1) throw new Error('the note was gone before it was locked');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}
