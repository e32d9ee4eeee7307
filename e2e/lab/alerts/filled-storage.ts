import { MAX_STORED_BYTES } from '../../support/deployment/monitored-deployment.js';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { createNote, noteAt, type CreatedNote } from '../../../apps/core/testing/note-actions.js';

const NOTE_BYTES = 500_000;
/** Above the threshold of the alert and below the limit. */
const SHARE = 0.9;

/** Creates notes up to 90% of the storage limit. @returns a function that deletes them */
export async function fillStorage({ http }: RunningDeployment): Promise<() => Promise<void>> {
  const notes: CreatedNote[] = [];
  for (let bytes = 0; bytes + NOTE_BYTES < SHARE * MAX_STORED_BYTES; bytes += NOTE_BYTES) {
    notes.push(await createNote(http, { content: 'a'.repeat(NOTE_BYTES) }));
  }
  return async () => {
    for (const { slug, receipt } of notes) {
      await http.delete(noteAt(slug), { headers: { 'x-receipt': receipt } });
    }
  };
}
