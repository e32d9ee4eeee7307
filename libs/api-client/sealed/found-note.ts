import { deriveKeys, deriveLinkProof, EnvelopeError, open } from '#libs/note-crypto';
import type { NotesClient } from '../notes-client.js';
import { randomKey } from '../random-key.js';
import { acknowledgeWithRetry, readWithRetry, type RetryOptions } from '../retry.js';
import type { NoteMeta, OpenedNote } from '../schema-types.js';
import { NoteLinkError, type NoteLink } from './note-link.js';

export interface OpenOptions extends RetryOptions {
  password?: string | undefined;
  /** `randomKey()` by default. Within the lease the same key opens the note again, in another process as well. */
  readKey?: string | undefined;
}

/** Opened note, which the server stores until it is acknowledged or the lease expires. */
export interface OpenedText {
  text: string;
  sealed: boolean;
  reusable: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  /** Call it once the text is safe: the server erases the note. Retries like `readWithRetry`. */
  acknowledge: (options?: RetryOptions) => Promise<void>;
}

/** Note that a link leads to. Nothing has been opened. */
export class FoundNote {
  readonly sealed: boolean;
  readonly hasPassword: boolean;
  /** Readable until it expires instead of once. */
  readonly reusable: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly #notes: NotesClient;
  readonly #link: NoteLink;

  private constructor(notes: NotesClient, link: NoteLink, meta: NoteMeta) {
    this.sealed = meta.sealed;
    this.hasPassword = meta.has_password;
    this.reusable = meta.keep_before_expiration;
    this.createdAt = new Date(meta.created_at);
    this.expiresAt = dateOf(meta.expires_at);
    this.#notes = notes;
    this.#link = link;
  }

  /** The link decides: if it has a key, only a sealed note is accepted. @throws {NoteLinkError} `link.mismatch` */
  static async find(notes: NotesClient, link: NoteLink): Promise<FoundNote> {
    const meta = await notes.meta(link.slug);
    if (!meta.sealed && link.linkSecret !== null) throw new NoteLinkError('link.mismatch');
    if (meta.sealed && link.linkSecret === null) throw new EnvelopeError('link.incomplete');
    return new FoundNote(notes, link, meta);
  }

  /** Burns the note unless it is reusable. @throws {ApiError} `note.wrong_password`, which burns nothing */
  open(options: OpenOptions = {}): Promise<OpenedText> {
    return openNote(this.#notes, this.#link, options);
  }
}

export async function openNote(
  notes: NotesClient,
  { slug, linkSecret }: NoteLink,
  { password = '', readKey = randomKey(), ...retry }: OpenOptions,
): Promise<OpenedText> {
  if (linkSecret === null) {
    const note = await readWithRetry(notes, slug, { ...retry, password, readKey });
    return { ...openedNote(notes, note, readKey), text: note.content, sealed: false };
  }
  const keys = await deriveKeys(linkSecret, password);
  const linkProof = await deriveLinkProof(linkSecret);
  const note = await readWithRetry(notes, slug, { ...retry, password: keys.accessProof, linkProof, readKey });
  return { ...openedNote(notes, note, readKey), text: await open(note.content, keys), sealed: true };
}

function openedNote(
  notes: NotesClient,
  note: OpenedNote,
  readKey: string,
): Omit<OpenedText, 'text' | 'sealed'> {
  const reusable = note.keep_before_expiration;
  return {
    reusable,
    createdAt: new Date(note.created_at),
    expiresAt: dateOf(note.expires_at),
    acknowledge: async (options = {}) => {
      if (!reusable) await acknowledgeWithRetry(notes, note.slug, { ...options, readKey });
    },
  };
}

function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
