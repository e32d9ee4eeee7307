import type { CreatedNote, NewNote } from '#libs/api-client';
import { notesClient } from '../api/notes-client.js';
import { session, SignedOutError } from './session.svelte.js';

/** Creates the note for the signed-in author. Returns null, without a note, if the session has ended. */
export async function createAsAuthor(note: NewNote, idempotencyKey: string): Promise<CreatedNote | null> {
  try {
    return await session.call((accessToken) => notesClient.create(note, { idempotencyKey, accessToken }));
  } catch (error) {
    if (!(error instanceof SignedOutError)) throw error;
    return null;
  }
}
