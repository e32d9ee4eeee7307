import type { CreatedNote, NewNote } from '#libs/api-client';
import { notesClient } from '$lib/api/notes-client.js';
import { readAddress } from '$lib/notices/stored-address.js';
import { sessionHint } from '$lib/session/session-hint.js';

export interface OutgoingNote {
  note: NewNote;
  label: string;
  idempotencyKey: string;
}

export type SendResult = CreatedNote & { inAccount: boolean };

/** Sends the note for the signed-in author, otherwise anonymously. Only browsers that may have a session load its code. */
export async function sendNote({ note, label, idempotencyKey }: OutgoingNote): Promise<SendResult> {
  if (sessionHint.has()) {
    const { createAsAuthor } = await import('$lib/session/create-as-author.js');
    const labelled = label === '' ? note : { ...note, label };
    const created = await createAsAuthor(labelled, idempotencyKey);
    if (created !== null) return { ...created, inAccount: true };
  }
  const noticeKey = note.notify === true ? readAddress()?.key : undefined;
  return { ...(await notesClient.create({ ...note, noticeKey }, { idempotencyKey })), inAccount: false };
}
