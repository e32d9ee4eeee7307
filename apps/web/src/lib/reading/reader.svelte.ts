import { acknowledgeWithRetry, ApiError, randomKey, readWithRetry, type NoteMeta } from '#libs/api-client';
import { deriveKeys, deriveLinkProof, EnvelopeError, open } from '#libs/note-crypto';
import { goto } from '$app/navigation';
import { notesClient } from '../api/notes-client.js';
import type { LinkKey } from './link-key.js';
import { separatedAddress } from './separated-address.js';
import { passwordsToTry } from './passwords-to-try.js';
import { readingStateOf, type ReadingState } from './reading-state.js';
import {
  announceDone,
  loadTabNote,
  removeTabNote,
  saveTabNote,
  type OpenedText,
  type PendingRead,
} from './tab-notes.js';

/** Readers with an opened note, which navigation in the app must not lose. */
const held = new Map<string, Reader>();

/** One visit to the page of a note: loads metadata, then reads the note on request. */
export class Reader {
  state = $state<ReadingState>({ state: 'loading' });

  /** One key per visit, so that a lost response can be requested again. */
  private readKey = randomKey();
  private readonly lease = { ms: 60_000 };
  private requested = false;
  private attempt: PendingRead | null = null;

  private constructor(
    readonly slug: string,
    private key: LinkKey,
  ) {}

  static visit(slug: string, key: LinkKey): Reader {
    const opened = held.get(slug);
    if (opened !== undefined) return opened;
    const reader = new Reader(slug, key);
    void reader.load();
    return reader;
  }

  get linkSecret(): string | null {
    return this.key.state === 'valid' ? this.key.secret : null;
  }

  /** From the request until the reader is done, no change of the address replaces the note. */
  get isHeld(): boolean {
    return held.get(this.slug) === this;
  }

  retry(): void {
    void (this.attempt === null ? this.load() : this.open(this.attempt));
  }

  read(note: NoteMeta, password: string): Promise<void> {
    const { readKey, linkSecret } = this;
    return this.open({ phase: 'pending', note, readKey, linkSecret, password });
  }

  done(): void {
    announceDone(this.readKey);
    this.close();
  }

  doneElsewhere(readKey: string | null): void {
    if (readKey === this.readKey) this.close();
  }

  private async load(): Promise<void> {
    this.state = { state: 'loading' };
    if (this.slug === '') {
      this.state = { state: 'nameless' };
      return;
    }
    const own = await loadTabNote(this.slug);
    if (own?.phase === 'open') return this.show(own, true);
    if (own?.phase === 'pending') {
      this.requested = true;
      return this.open(own);
    }
    try {
      const meant = this.key.state === 'missing' ? await separatedAddress(this.slug) : null;
      if (meant !== null) return await goto(meant, { replaceState: true });
      this.state = this.stateBeforeReading(await notesClient.meta(this.slug));
    } catch (error) {
      this.state = readingStateOf(error, null);
    }
  }

  private async open(attempt: PendingRead): Promise<void> {
    const { note, readKey } = attempt;
    this.attempt = attempt;
    this.readKey = readKey;
    this.state = { state: 'opening', note, retrying: false };
    held.set(this.slug, this);
    void this.loadLease();
    await saveTabNote(this.slug, attempt);
    try {
      // For a plain note, the server ignores surrounding white space itself.
      const passwords: [string, ...string[]] = note.sealed
        ? passwordsToTry(attempt.password)
        : [attempt.password];
      const opened = await this.requestWithAnyOf(passwords, attempt);
      this.show(opened, await saveTabNote(this.slug, opened));
      if (!opened.reusable) acknowledgeWithRetry(notesClient, this.slug, { readKey }).catch(() => undefined);
    } catch (error) {
      this.state = await this.stateAfter(error, note);
    }
  }

  private async loadLease(): Promise<void> {
    const instance = await notesClient.instance().catch(() => null);
    if (instance !== null) this.lease.ms = instance.read_lease_seconds * 1_000;
  }

  /** The link decides: if it has a key, only a sealed note is opened, whatever the server says. */
  private stateBeforeReading(note: NoteMeta): ReadingState {
    if (!note.sealed && this.key.state === 'valid') return { state: 'mismatch' };
    if (note.sealed && !globalThis.isSecureContext) return { state: 'insecure' };
    const isIncomplete = this.key.state === 'damaged' || (note.sealed && this.key.state === 'missing');
    return isIncomplete
      ? { state: 'damaged', sealed: note.sealed }
      : { state: 'unopened', note, attemptsLeft: null };
  }

  private async requestWithAnyOf(
    [password, ...others]: [string, ...string[]],
    attempt: PendingRead,
  ): Promise<OpenedText> {
    try {
      return await this.request({ ...attempt, password });
    } catch (error) {
      const [next, ...rest] = others;
      if (next === undefined || !isWrongPassword(error)) throw error;
      return this.requestWithAnyOf([next, ...rest], attempt);
    }
  }

  private async request({ note, password, linkSecret, readKey }: PendingRead): Promise<OpenedText> {
    const { lease } = this;
    const keys = linkSecret === null ? null : await deriveKeys(linkSecret, password);
    const opened = await readWithRetry(notesClient, this.slug, {
      password: keys?.accessProof ?? password,
      linkProof: linkSecret === null ? undefined : await deriveLinkProof(linkSecret),
      readKey,
      get leaseMs() {
        return lease.ms;
      },
      onRetry: () => {
        this.requested = true;
        this.state = { state: 'opening', note, retrying: true };
      },
    });
    return {
      phase: 'open',
      readKey,
      linkSecret: opened.keep_before_expiration ? linkSecret : null,
      text: keys === null ? opened.content : await open(opened.content, keys),
      reusable: opened.keep_before_expiration,
      sealed: keys !== null,
      createdAt: opened.created_at,
      expiresAt: opened.expires_at ?? null,
    };
  }

  private show(opened: OpenedText, stored: boolean): void {
    const { readKey, linkSecret, text, reusable, sealed, ...times } = opened;
    this.readKey = readKey;
    if (linkSecret !== null) this.key = { state: 'valid', secret: linkSecret };
    this.attempt = null;
    held.set(this.slug, this);
    const createdAt = new Date(times.createdAt);
    const expiresAt = times.expiresAt === null ? null : new Date(times.expiresAt);
    this.state = { state: 'open', text, reusable, sealed, createdAt, expiresAt, stored };
  }

  private close(): void {
    if (this.state.state !== 'open') return;
    this.release();
    const { reusable, expiresAt } = this.state;
    this.state = { state: 'done', reusable, expiresAt };
  }

  private release(): void {
    this.attempt = null;
    held.delete(this.slug);
    removeTabNote(this.slug);
  }

  private async stateAfter(error: unknown, note: NoteMeta): Promise<ReadingState> {
    const state = error instanceof EnvelopeError ? unreadable(error) : readingStateOf(error, note);
    if (REPEATABLE.has(state.state)) {
      this.requested = true;
      return state;
    }
    this.release();
    if (state.state === 'already_read') return { ...state, requestedHere: this.requested };
    return state.state === 'not_found' && note.sealed ? this.stateOfUnprovenLink(note) : state;
  }

  private async stateOfUnprovenLink(note: NoteMeta): Promise<ReadingState> {
    try {
      await notesClient.meta(this.slug);
      return { state: 'damaged', sealed: true };
    } catch (error) {
      return readingStateOf(error, note);
    }
  }
}

/** The note may have been burnt for this tab, so that the read key is needed again. */
const REPEATABLE = new Set<ReadingState['state']>(['unreachable', 'server_down', 'rate_limited']);

function isWrongPassword(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.code === 'note.wrong_password' &&
    error.details['locked_until'] === undefined
  );
}

function unreadable({ code }: EnvelopeError): ReadingState {
  return { state: code === 'envelope.crypto_unavailable' ? 'insecure' : 'unreadable' };
}
