import { createNote, noteAt, type CreatedNote } from '../../support/notes.js';
import { NOTES_MAY_TAKE_BYTES, type WatchedDeployment } from '../../support/prometheus/watched-deployment.js';

const NOTE_BYTES = 500_000;
/** More than the alert allows, and less than all. */
const SHARE = 0.9;

/** Creates notes until they take nearly all the room that they may. @returns deletes them */
export async function fillRoom({ http }: WatchedDeployment): Promise<() => Promise<void>> {
  const notes: CreatedNote[] = [];
  for (let bytes = 0; bytes + NOTE_BYTES < SHARE * NOTES_MAY_TAKE_BYTES; bytes += NOTE_BYTES) {
    notes.push(await createNote(http, { content: 'a'.repeat(NOTE_BYTES) }));
  }
  return async () => {
    for (const { slug, receipt } of notes) {
      await http.delete(noteAt(slug), { headers: { 'x-receipt': receipt } });
    }
  };
}
