import { Client } from 'pg';
import { createNote, noteAt } from '../../../apps/core/testing/note-actions.js';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';

/** Lets a note look as if another key had encrypted it, and reads it. */
export async function readUnderAnotherKey({
  http,
  databaseUrl,
}: RunningDeployment): Promise<() => Promise<void>> {
  const { slug } = await createNote(http);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const changed =
    "UPDATE note_payload SET key_fingerprint = 'x' FROM note WHERE note.id = note_id AND slug = $1";
  await client.query(changed, [slug]);
  await client.end();
  await http.get(noteAt(slug));
  return () => Promise.resolve();
}
