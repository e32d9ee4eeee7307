export { ApiError, NetworkError } from './errors.js';
export {
  createNotesClient,
  type NotesClient,
  type NotesClientOptions,
  type ReadOptions,
} from './notes-client.js';
export { randomKey } from './random-key.js';
export { acknowledgeWithRetry, readWithRetry, type Retry, type RetryOptions } from './retry.js';
export type { CreatedNote, CreateNote, Instance, NoteMeta, NoteReceipt, OpenedNote } from './schema-types.js';
