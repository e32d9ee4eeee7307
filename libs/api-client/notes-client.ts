import { isCreatedNote, isInstance, isNoteMeta, isNoteReceipt, isOpenedNote } from './answers.js';
import { expecting } from './guards.js';
import type { CreatedNote, CreateNote, Instance, NoteMeta, NoteReceipt, OpenedNote } from './schema-types.js';
import { send, type Connection, type Question } from './send.js';

export interface NotesClientOptions {
  /** Where the API is, without `/api/v1`; empty for the origin of the page. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** How long one call may take, 20 s if not given. `create` may take three times as long. */
  timeoutMs?: number;
}

export interface ReadOptions {
  /** The access proof of a sealed note, the human password of a plain one. */
  password?: string | undefined;
  /** A `randomKey()` made for this read: within the read lease the same key gets the same note again. */
  readKey: string;
  signal?: AbortSignal | undefined;
}

export interface CreateOptions {
  idempotencyKey?: string | undefined;
  accessToken?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** The notes API. Each call throws `ApiError` or `NetworkError`, or the reason of the signal that ended it. */
export interface NotesClient {
  /**
   * With an `idempotencyKey`, a create whose answer was lost can be repeated and makes no twin. Repeat it with the same
   * note: the server answers with the first one, and a text sealed anew would have another link secret. With an
   * `accessToken` the note becomes that account's.
   */
  create(note: CreateNote, options?: CreateOptions): Promise<CreatedNote>;
  /** Never burns the note. */
  meta(slug: string): Promise<NoteMeta>;
  /** Burns the note, unless it is kept. `readWithRetry` is what a reader wants. */
  read(slug: string, options: ReadOptions): Promise<OpenedNote>;
  /** Says that the note was decrypted, so that the server erases it at once. */
  acknowledge(slug: string, readKey: string, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  receipt(slug: string, receipt: string): Promise<NoteReceipt>;
  remove(slug: string, receipt: string): Promise<void>;
  instance(): Promise<Instance>;
}

/**
 * @example
 * const client = createNotesClient({ baseUrl: '' });
 * const { slug } = await client.create({ content: envelope, password: accessProof });
 */
export function createNotesClient({
  baseUrl,
  fetch = (input, init) => globalThis.fetch(input, init),
  timeoutMs = 20_000,
}: NotesClientOptions): NotesClient {
  const connection: Connection = { baseUrl: baseUrl.replace(/\/$/, ''), fetch };
  const ask = (question: Omit<Question, 'timeoutMs'>) => send(connection, { timeoutMs, ...question });

  return {
    create: (note, { idempotencyKey, accessToken, signal } = {}) =>
      send(connection, {
        method: 'POST',
        path: '/api/v1/note',
        body: note,
        headers: {
          'idempotency-key': idempotencyKey,
          authorization: accessToken && `Bearer ${accessToken}`,
        },
        signal,
        timeoutMs: timeoutMs * 3,
      }).then(expecting(isCreatedNote)),

    meta: (slug) => ask({ method: 'GET', path: notePath(slug, '/meta') }).then(expecting(isNoteMeta)),

    read: (slug, { password, readKey, signal }) =>
      ask({
        method: 'POST',
        path: notePath(slug, '/view'),
        body: { password },
        headers: { 'idempotency-key': readKey },
        signal,
      }).then(expecting(isOpenedNote)),

    acknowledge: async (slug, readKey, { signal } = {}) => {
      const headers = { 'idempotency-key': readKey };
      await ask({ method: 'POST', path: notePath(slug, '/ack'), headers, keepalive: true, signal });
    },

    receipt: (slug, receipt) =>
      ask({ method: 'GET', path: notePath(slug, '/receipt'), headers: { 'x-receipt': receipt } }).then(
        expecting(isNoteReceipt),
      ),

    remove: async (slug, receipt) => {
      await ask({ method: 'DELETE', path: notePath(slug), headers: { 'x-receipt': receipt } });
    },

    instance: () => ask({ method: 'GET', path: '/api/v1/instance' }).then(expecting(isInstance)),
  };
}

function notePath(slug: string, action = ''): string {
  return `/api/v1/note/${encodeURIComponent(slug)}${action}`;
}
