import { Client } from 'pg';
import { createNote, inHours } from '../../../apps/core/testing/note-actions.js';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';

const HOURS = 3 / 3_600;

/** Locks the row of a note that expires soon, as a stuck transaction would. @returns a function that unlocks it */
export async function holdNote({ http, databaseUrl }: RunningDeployment): Promise<() => Promise<void>> {
  const { slug } = await createNote(http, { expires_at: inHours(HOURS) });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  const lock = 'SELECT 1 FROM note n JOIN note_payload p ON p.note_id = n.id WHERE n.slug = $1 FOR UPDATE';
  const { rowCount } = await client.query(lock, [slug]);
  if (rowCount !== 1) throw new Error('the note was erased before it was locked');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}
