import { seal } from '#libs/note-crypto';
import { AccountsClient, type NotesPage } from '../accounts-client.js';
import type { PageOptions } from '../http/paging.js';
import type { NewNote } from '../new-note.js';
import { createNotesClient, type NotesClient } from '../notes-client.js';
import { randomKey } from '../random-key.js';
import { retrying, type RetryOptions } from '../retry.js';
import type { ListedNote, NoteFilter, NoteReceipt } from '../schema-types.js';
import { FoundNote, openNote, type OpenedText, type OpenOptions } from './found-note.js';
import { formatNoteLink, NoteLinkError, parseNoteLink, type NoteLink } from './note-link.js';

export interface OnastyClientOptions {
  /** `https://notes.example` */
  server: string;
  /** API key or access token. Omitted: notes are sent without an account. */
  token?: string | undefined;
  fetch?: typeof globalThis.fetch | undefined;
  /** Timeout of a call, three times as long for `send`; 20,000 by default. */
  timeoutMs?: number | undefined;
}

export interface SendOptions extends Omit<NewNote, 'content' | 'linkProof'>, RetryOptions {
  /** Part of the key, in addition to the link. An empty password is none. */
  password?: string | undefined;
}

export interface SentNote {
  /** Full link with the key, which the server does not have. */
  link: string;
  slug: string;
  /** Lets its holder check or delete the note without an account. */
  receipt: string;
  expiresAt: Date | null;
}

const ACKNOWLEDGE_MS = 5_000;

/**
 * Sends and reads notes that are sealed end to end. Each method throws `ApiError`, `NetworkError`, `EnvelopeError`,
 * `NoteLinkError` or the reason of an aborted signal.
 * @example
 * const onasty = new OnastyClient({ server: 'https://notes.example' });
 * const { link } = await onasty.send('the code is 4711', { expiresIn: 3600 });
 * const text = await onasty.read(link);
 */
export class OnastyClient {
  readonly server: string;
  readonly #token: string | undefined;
  readonly #notes: NotesClient;
  readonly #accounts: AccountsClient;

  constructor({ server, token, fetch, timeoutMs }: OnastyClientOptions) {
    this.server = new URL(server).origin;
    this.#token = token;
    const options = {
      baseUrl: this.server,
      ...(fetch !== undefined && { fetch }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    this.#notes = createNotesClient(options);
    this.#accounts = new AccountsClient(options);
  }

  /** Seals a text and sends it. Retries like `readWithRetry`, and never creates a second note. */
  async send(text: string, options: SendOptions = {}): Promise<SentNote> {
    const { password = '', leaseMs, onRetry, wait, now, signal, ...fields } = options;
    const sealed = await seal(text, { password });
    const { envelope: content, accessProof, linkProof, linkSecret } = sealed;
    const note: NewNote = { ...fields, content, password: accessProof, linkProof };
    const request = { idempotencyKey: randomKey(), accessToken: this.#token, signal };
    const retry = { leaseMs, onRetry, wait, now, signal };
    const created = await retrying(() => this.#notes.create(note, request), retry);
    const link = formatNoteLink({ server: this.server, slug: created.slug, linkSecret });
    return { link, slug: created.slug, receipt: created.receipt, expiresAt: created.expiresAt ?? null };
  }

  /** Looks at a note without opening it. */
  async find(link: string): Promise<FoundNote> {
    return FoundNote.find(this.#notes, this.#own(link));
  }

  /** Opens a note again within its lease, after an interrupted read. @param options the read key that opened it */
  async reopen(link: string, options: OpenOptions & { readKey: string }): Promise<OpenedText> {
    return openNote(this.#notes, this.#own(link), options);
  }

  /** Opens a note and acknowledges it. Use `find` to look before it burns, or to acknowledge later. */
  async read(link: string, options: OpenOptions = {}): Promise<string> {
    const { text, acknowledge } = await (await this.find(link)).open(options);
    // Without it the server erases the note when the lease ends.
    await acknowledge({ ...options, leaseMs: ACKNOWLEDGE_MS }).catch(() => undefined);
    return text;
  }

  /** Returns the state of a sent note. */
  async receipt(link: string, receipt: string): Promise<NoteReceipt> {
    return this.#notes.receipt(this.#own(link).slug, receipt);
  }

  /** Deletes a sent note with its receipt, or without one as the author of the `token`. */
  async remove(link: string, receipt?: string): Promise<void> {
    const { slug } = this.#own(link);
    return receipt === undefined
      ? this.#accounts.deleteNote(this.#token ?? '', slug)
      : this.#notes.remove(slug, receipt);
  }

  /** Returns a page of the notes of the account, newest first. */
  notesPage(filter: NoteFilter = 'all', page: PageOptions = {}): Promise<NotesPage> {
    return this.#accounts.listNotes(this.#token ?? '', filter, page);
  }

  /** Iterates over all notes of the account, newest first, page by page. */
  async *notes(filter: NoteFilter = 'all'): AsyncGenerator<ListedNote, void, void> {
    let cursor: string | undefined;
    do {
      const { notes, next } = await this.notesPage(filter, { cursor });
      yield* notes;
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }

  /** Rejects the links of other servers, which must see neither a token nor a receipt. */
  #own(text: string): NoteLink {
    const link = parseNoteLink(text);
    if (link.server !== this.server) throw new NoteLinkError('link.other_server');
    return link;
  }
}
