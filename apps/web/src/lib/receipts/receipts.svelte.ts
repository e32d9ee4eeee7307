import { ApiError } from '#libs/api-client';
import { client } from '../client.js';
import { parseReceipts, type SentNote } from './sent-note.js';

const STORAGE_KEY = 'sent-notes';

/** What became of a sent note, as far as the server could be asked. */
export type Fate =
  | { state: 'unknown' }
  | { state: 'forgotten' }
  | { state: 'unread' | 'expired' | 'deleted' }
  | { state: 'read'; readAt: Date };

/** The notes sent from this browser: their receipts, never their text or key. */
class Receipts {
  notes = $state<SentNote[]>([]);
  fates = $state<Record<string, Fate>>({});

  load(): void {
    this.notes = parseReceipts(read());
  }

  add(note: SentNote): void {
    this.notes = [note, ...this.notes.filter((other) => other.receipt !== note.receipt)];
    this.fates[note.receipt] = { state: 'unread' };
    write(this.notes);
  }

  forget(note: SentNote): void {
    this.notes = this.notes.filter((other) => other.receipt !== note.receipt);
    write(this.notes);
  }

  /** Asks the server about each note whose fate can still change. */
  async refresh(): Promise<void> {
    await Promise.all(this.notes.filter((note) => this.canChange(note)).map((note) => this.ask(note)));
  }

  /** @throws whatever the call throws; the note is as it was then */
  async remove(note: SentNote): Promise<void> {
    await client.remove(note.slug, note.receipt);
    this.fates[note.receipt] = { state: 'deleted' };
  }

  private canChange(note: SentNote): boolean {
    const state = this.fates[note.receipt]?.state;
    return state === undefined || state === 'unknown' || state === 'unread';
  }

  private async ask(note: SentNote): Promise<void> {
    try {
      const { state, read_at: readAt } = await client.receipt(note.slug, note.receipt);
      this.fates[note.receipt] =
        state === 'read' ? { state, readAt: new Date(readAt ?? Date.now()) } : { state };
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404;
      this.fates[note.receipt] = { state: gone ? 'forgotten' : 'unknown' };
    }
  }
}

export const receipts = new Receipts();

function read(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function write(notes: SentNote[]): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(notes));
  } catch {
    // Storage is blocked or full: the list lasts as long as this page.
  }
}
