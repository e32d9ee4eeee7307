import { ApiError } from '#libs/api-client';
import { notesClient } from '../api/notes-client.js';
import { parseReceipts, serializeReceipts, type SentNote } from './sent-note.js';

const STORAGE_KEY = 'sent-notes';

/** Status of a sent note, `unknown` while the server is unavailable. */
export type SentNoteStatus =
  | { state: 'unknown' }
  | { state: 'forgotten' }
  | { state: 'unread' | 'expired' | 'deleted' }
  | { state: 'read'; readAt: Date };

/** Notes sent from this browser: their receipts, never their text or link secret. */
class Receipts {
  notes = $state<SentNote[]>([]);
  statuses = $state<Record<string, SentNoteStatus>>({});

  load(): void {
    this.notes = parseReceipts(read());
  }

  add(note: SentNote): void {
    this.notes = [note, ...this.notes.filter((other) => other.receipt !== note.receipt)];
    this.statuses[note.receipt] = { state: 'unread' };
    write(this.notes);
  }

  forget(note: SentNote): void {
    this.notes = this.notes.filter((other) => other.receipt !== note.receipt);
    write(this.notes);
  }

  async refresh(): Promise<void> {
    await Promise.all(
      this.notes.filter((note) => this.canChange(note)).map((note) => this.fetchStatus(note)),
    );
  }

  async remove(note: SentNote): Promise<void> {
    await notesClient.remove(note.slug, note.receipt);
    this.statuses[note.receipt] = { state: 'deleted' };
  }

  private canChange(note: SentNote): boolean {
    const state = this.statuses[note.receipt]?.state;
    return state === undefined || state === 'unknown' || state === 'unread';
  }

  private async fetchStatus(note: SentNote): Promise<void> {
    try {
      const { state, read_at: readAt } = await notesClient.receipt(note.slug, note.receipt);
      this.statuses[note.receipt] =
        state === 'read' ? { state, readAt: new Date(readAt ?? Date.now()) } : { state };
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404;
      this.statuses[note.receipt] = { state: gone ? 'forgotten' : 'unknown' };
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
    localStorage.setItem(STORAGE_KEY, serializeReceipts(notes));
  } catch {
    // Storage is blocked or full: the list lasts as long as the page.
  }
}
