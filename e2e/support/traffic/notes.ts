import { seal } from '#libs/note-crypto';
import { served, type HttpClient, type TestRequest } from '../../../apps/core/testing/http-client.js';
import { at, createdNoteOf, type NoteFields } from '../../../apps/core/testing/note-actions.js';

export {
  inHours,
  noteAt,
  randomKey,
  type CreatedNote,
  type NoteFields,
} from '../../../apps/core/testing/note-actions.js';

/** Creates a note, which must succeed. */
export async function createNote(http: HttpClient, fields: NoteFields = {}, request: TestRequest = {}) {
  const draft = { content: 'a secret for one', ...fields };
  return createdNoteOf(await served(() => http.post(at('/note'), draft, request)));
}

/** Creates a sealed note, which is read with `accessProof`. */
export async function createSealedNote(http: HttpClient, text: string, password?: string) {
  const { envelope, accessProof, linkSecret } = await seal(text, password === undefined ? {} : { password });
  const note = await createNote(http, { content: envelope, password: accessProof });
  return { ...note, envelope, accessProof, linkSecret };
}
