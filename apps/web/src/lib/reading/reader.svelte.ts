import {
  acknowledgeWithRetry,
  randomKey,
  readWithRetry,
  type NoteMeta,
  type OpenedNote,
} from '#libs/api-client';
import { deriveKeys, EnvelopeError, open, parseLinkSecret } from '#libs/note-crypto';
import { client } from '../client.js';
import { readingOf, type Reading } from './reading.js';

/** One visit to the page of a note: looks without burning, and opens when a person asks for it. */
export class Reader {
  reading = $state<Reading>({ state: 'looking' });

  /** One key for the whole visit: an answer that was lost can be asked for again, by this page alone. */
  private readonly readKey = randomKey();
  /** How long the server lets this page come back. A minute, as long as it has not said. */
  private leaseMs = 60_000;

  constructor(
    private readonly slug: string,
    private readonly fragment: string,
  ) {}

  async look(): Promise<void> {
    this.reading = { state: 'looking' };
    try {
      const [note, instance] = await Promise.all([
        client.meta(this.slug),
        client.instance().catch(() => null),
      ]);
      if (instance !== null) this.leaseMs = instance.read_lease_seconds * 1_000;
      this.reading = this.beforeOpening(note);
    } catch (error) {
      this.reading = readingOf(error, null);
    }
  }

  /** Back to the button after a failure; this visit's key stays. */
  waitAgain(note: NoteMeta | null): void {
    if (note !== null) this.reading = { state: 'waiting', note, triesLeft: null };
  }

  /** @param password what the person gave; empty when none is asked for */
  async open(note: NoteMeta, password: string): Promise<void> {
    this.reading = { state: 'opening', note, retrying: false };
    try {
      this.reading = note.sealed
        ? await this.openSealed(note, password)
        : await this.openPlain(note, password);
    } catch (error) {
      this.reading = error instanceof EnvelopeError ? { state: 'unreadable' } : readingOf(error, note);
    }
  }

  private beforeOpening(note: NoteMeta): Reading {
    if (note.sealed && !globalThis.isSecureContext) return { state: 'insecure' };
    if (note.sealed && !isComplete(this.fragment)) return { state: 'damaged' };
    return { state: 'waiting', note, triesLeft: null };
  }

  private async openSealed(note: NoteMeta, password: string): Promise<Reading> {
    const keys = await deriveKeys(parseLinkSecret(this.fragment), password);
    const opened = await this.read(note, keys.accessProof);
    return this.finish(opened, await open(opened.content, keys));
  }

  private async openPlain(note: NoteMeta, password: string): Promise<Reading> {
    const opened = await this.read(note, password);
    return this.finish(opened, opened.content);
  }

  private read(note: NoteMeta, password: string): Promise<OpenedNote> {
    const onRetry = () => {
      this.reading = { state: 'opening', note, retrying: true };
    };
    return readWithRetry(client, this.slug, {
      password,
      readKey: this.readKey,
      leaseMs: this.leaseMs,
      onRetry,
    });
  }

  /** The text is here, so the server may erase it at once; if it can't be told, it does so by itself in a minute. */
  private finish(opened: OpenedNote, text: string): Reading {
    const kept = opened.keep_before_expiration;
    if (!kept) acknowledgeWithRetry(client, this.slug, { readKey: this.readKey }).catch(() => undefined);
    return {
      state: 'open',
      text,
      kept,
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
