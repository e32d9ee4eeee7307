import {
  acknowledgeWithRetry,
  randomKey,
  readWithRetry,
  type NoteMeta,
  type OpenedNote,
} from '#libs/api-client';
import { deriveKeys, deriveLinkProof, EnvelopeError, open, parseLinkSecret } from '#libs/note-crypto';
import { notesClient } from '../api/notes-client.js';
import { readingStateOf, type ReadingState } from './reading-state.js';

/** One visit to the page of a note: loads metadata, then reads the note on request. */
export class Reader {
  state = $state<ReadingState>({ state: 'loading' });

  /** One key per visit, so that a lost response can be requested again. */
  private readonly readKey = randomKey();
  private leaseMs = 60_000;

  constructor(
    private readonly slug: string,
    private readonly fragment: string,
  ) {}

  async load(): Promise<void> {
    this.state = { state: 'loading' };
    try {
      const [note, instance] = await Promise.all([
        notesClient.meta(this.slug),
        notesClient.instance().catch(() => null),
      ]);
      if (instance !== null) this.leaseMs = instance.read_lease_seconds * 1_000;
      this.state = this.stateBeforeReading(note);
    } catch (error) {
      this.state = readingStateOf(error, null);
    }
  }

  /** Returns to the button after a failure, with the same read key. */
  reset(note: NoteMeta | null): void {
    if (note !== null) this.state = { state: 'unopened', note, attemptsLeft: null };
  }

  /** @param password empty if the note has none */
  async open(note: NoteMeta, password: string): Promise<void> {
    this.state = { state: 'opening', note, retrying: false };
    try {
      this.state = note.sealed ? await this.openSealed(note, password) : await this.openPlain(note, password);
    } catch (error) {
      this.state = error instanceof EnvelopeError ? { state: 'unreadable' } : readingStateOf(error, note);
    }
  }

  private stateBeforeReading(note: NoteMeta): ReadingState {
    if (note.sealed && !globalThis.isSecureContext) return { state: 'insecure' };
    if (note.sealed && !isComplete(this.fragment)) return { state: 'damaged' };
    return { state: 'unopened', note, attemptsLeft: null };
  }

  private async openSealed(note: NoteMeta, password: string): Promise<ReadingState> {
    const linkSecret = parseLinkSecret(this.fragment);
    const keys = await deriveKeys(linkSecret, password);
    const opened = await this.read(note, keys.accessProof, await deriveLinkProof(linkSecret));
    return this.finish(opened, await open(opened.content, keys));
  }

  private async openPlain(note: NoteMeta, password: string): Promise<ReadingState> {
    const opened = await this.read(note, password);
    return this.finish(opened, opened.content);
  }

  private read(note: NoteMeta, password: string, linkProof?: string): Promise<OpenedNote> {
    const onRetry = () => {
      this.state = { state: 'opening', note, retrying: true };
    };
    return readWithRetry(notesClient, this.slug, {
      password,
      linkProof,
      readKey: this.readKey,
      leaseMs: this.leaseMs,
      onRetry,
    });
  }

  /** Acknowledges without waiting: without it the server erases the content when the lease expires. */
  private finish(opened: OpenedNote, text: string): ReadingState {
    const reusable = opened.keep_before_expiration;
    if (!reusable)
      acknowledgeWithRetry(notesClient, this.slug, { readKey: this.readKey }).catch(() => undefined);
    return {
      state: 'open',
      text,
      reusable,
      expiresAt: opened.expires_at === undefined ? null : new Date(opened.expires_at),
    };
  }
}

function isComplete(fragment: string): boolean {
  try {
    parseLinkSecret(fragment);
    return true;
  } catch {
    return false;
  }
}
