import {
  areReceiptStatuses,
  isCreatedNote,
  isInstance,
  isNoteMeta,
  isNoteReceipt,
  isOpenedNote,
} from './note-responses.js';
import { expecting } from './http/guards.js';
import { createdNoteOf, newNoteBody, type CreatedNote, type NewNote } from './new-note.js';
import type { Instance, NoteMeta, NoteReceipt, OpenedNote, ReceiptStatus } from './schema-types.js';
import { sendForJson, type ApiRequest, type Connection } from './http/send.js';

export interface NotesClientOptions {
  /** Origin of the API; empty for the origin of the page. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** Timeout of a call, three times as long for `create`; 20,000 by default. */
  timeoutMs?: number;
}

export interface ReadOptions {
  /** Access proof of a sealed note, or password of a plain one. */
  password?: string | undefined;
  /** Link proof of a sealed note. Without the right one the server reports the note as not found. */
  linkProof?: string | undefined;
  /** `randomKey()` of this read. Within the lease the same key returns the same note again. */
  readKey: string;
  signal?: AbortSignal | undefined;
}

export interface CreateOptions {
  idempotencyKey?: string | undefined;
  accessToken?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface HeldReceipt {
  slug: string;
  receipt: string;
}

/** API of notes. Each method throws `ApiError`, `NetworkError` or the reason of an aborted signal. */
export interface NotesClient {
  /**
   * Creates a note, for the account of the `accessToken` if there is one. With the same `idempotencyKey` a retry
   * returns the first note. Retry with the same content: a text that is sealed again has a different link secret.
   */
  create(note: NewNote, options?: CreateOptions): Promise<CreatedNote>;
  /** Returns metadata without burning the note. */
  meta(slug: string): Promise<NoteMeta>;
  /** Burns the note unless it is reusable. Prefer `readWithRetry`, which survives a lost response. */
  read(slug: string, options: ReadOptions): Promise<OpenedNote>;
  /** Ends the lease, so that the server erases the content at once. */
  acknowledge(slug: string, readKey: string, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** Returns the state of a sent note. */
  receipt(slug: string, receipt: string): Promise<NoteReceipt>;
  /** Returns the states of up to 50 sent notes, in the same order. */
  receipts(held: readonly HeldReceipt[]): Promise<ReceiptStatus[]>;
  remove(slug: string, receipt: string): Promise<void>;
  instance(): Promise<Instance>;
}

/** @example const { slug } = await createNotesClient({ baseUrl: '' }).create({ content: envelope }); */
export function createNotesClient({
  baseUrl,
  fetch = (input, init) => globalThis.fetch(input, init),
  timeoutMs = 20_000,
}: NotesClientOptions): NotesClient {
  const connection: Connection = { baseUrl: baseUrl.replace(/\/$/, ''), fetch };
  const call: Call = (request) => sendForJson(connection, { timeoutMs, ...request });
  return {
    ...senderMethods(call, timeoutMs * 3),
    ...readerMethods(call),
    instance: () => call({ method: 'GET', path: '/api/v1/instance' }).then(expecting(isInstance)),
  };
}

type Call = (
  request: Omit<ApiRequest, 'timeoutMs'> & { timeoutMs?: number },
) => ReturnType<typeof sendForJson>;

function senderMethods(
  call: Call,
  createTimeoutMs: number,
): Pick<NotesClient, 'create' | 'receipt' | 'receipts' | 'remove'> {
  return {
    create: (note, { idempotencyKey, accessToken, signal } = {}) =>
      call({
        method: 'POST',
        path: '/api/v1/note',
        body: newNoteBody(note),
        headers: {
          'idempotency-key': idempotencyKey,
          authorization: accessToken && `Bearer ${accessToken}`,
        },
        signal,
        timeoutMs: createTimeoutMs,
      })
        .then(expecting(isCreatedNote))
        .then(createdNoteOf),

    receipt: (slug, receipt) =>
      call({ method: 'GET', path: notePath(slug, '/receipt'), headers: { 'x-receipt': receipt } }).then(
        expecting(isNoteReceipt),
      ),

    receipts: (held) =>
      call({
        method: 'POST',
        path: '/api/v1/note/receipts/status',
        body: { receipts: held.map(({ slug, receipt }) => ({ slug, receipt })) },
      }).then(expecting(areReceiptStatuses)),

    remove: async (slug, receipt) => {
      await call({ method: 'DELETE', path: notePath(slug), headers: { 'x-receipt': receipt } });
    },
  };
}

function readerMethods(call: Call): Pick<NotesClient, 'meta' | 'read' | 'acknowledge'> {
  return {
    meta: (slug) => call({ method: 'GET', path: notePath(slug, '/meta') }).then(expecting(isNoteMeta)),

    read: (slug, { password, linkProof, readKey, signal }) =>
      call({
        method: 'POST',
        path: notePath(slug, '/view'),
        body: { password, link_proof: linkProof },
        headers: { 'idempotency-key': readKey },
        signal,
      }).then(expecting(isOpenedNote)),

    acknowledge: async (slug, readKey, { signal } = {}) => {
      const headers = { 'idempotency-key': readKey };
      await call({ method: 'POST', path: notePath(slug, '/ack'), headers, keepalive: true, signal });
    },
  };
}

function notePath(slug: string, action = ''): string {
  return `/api/v1/note/${encodeURIComponent(slug)}${action}`;
}
