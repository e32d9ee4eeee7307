import { ApiError } from '#libs/api-client';
import { notesClient } from '../api/notes-client.js';
import type { PollResult } from '../note-list/poll.js';
import { changedReceipt, ReceiptStorage } from './receipt-storage.js';
import { isFinal, statusOf, type SentNote, type SentNoteStatus } from './sent-note.js';

export const NOTES_PER_REQUEST = 50;
/** Age at which a state is checked again, in whichever tab. */
const FRESH_MS = 5_000;

const storage = new ReceiptStorage(() => localStorage);

/** Notes sent from this browser: their receipts, never their text or link secret. */
class Receipts {
  notes = $state.raw<SentNote[]>([]);
  statuses = $state<Record<string, SentNoteStatus | undefined>>({});
  failure = $state.raw<unknown>(null);
  isChecking = $state(false);

  /** Loads the notes and follows the changes of other tabs. @returns a function that stops that */
  follow(): () => void {
    const onstorage = ({ key }: StorageEvent) => {
      const receipt = changedReceipt(key);
      if (receipt !== undefined) this.load(receipt);
    };
    this.load(null);
    addEventListener('storage', onstorage);
    return () => removeEventListener('storage', onstorage);
  }

  add(note: SentNote): void {
    storage.saveNote(note);
    this.saveStatus(note, { state: 'unread', checkedAt: new Date().toISOString() });
    this.load(null);
  }

  rename({ receipt }: SentNote, label: string): void {
    const current = storage.note(receipt);
    if (current === null) return;
    const { label: _former, ...unnamed } = current;
    storage.saveNote(label === '' ? unnamed : { ...unnamed, label });
    this.load(receipt);
  }

  /** Removes the receipts from this browser; the notes stay as they are. */
  forget(notes: readonly SentNote[]): void {
    for (const { receipt } of notes) storage.remove(receipt);
    this.load(null);
  }

  /** Removes receipts of notes that the account lists, which earlier versions stored as well. */
  forgetListed(slugs: ReadonlySet<string>): void {
    this.forget(storage.notes().filter(({ slug }) => slugs.has(slug)));
  }

  async delete(note: SentNote): Promise<void> {
    await notesClient.remove(note.slug, note.receipt).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
    this.saveStatus(note, { state: 'deleted', checkedAt: new Date().toISOString() });
  }

  /** Checks the states that may have changed, unless a tab has just done so or this one is hidden. */
  async refresh({ force = false } = {}): Promise<PollResult> {
    if (this.isChecking || document.hidden) return 'same';
    this.isChecking = true;
    try {
      const due = this.notes.filter((note) => this.isDue(note, force));
      const known = () => due.map(({ receipt }) => eventsOf(this.statuses[receipt])).join();
      const before = known();
      for (let start = 0; start < due.length; start += NOTES_PER_REQUEST)
        await this.check(due.slice(start, start + NOTES_PER_REQUEST));
      this.failure = null;
      return known() === before ? 'same' : 'changed';
    } catch (error) {
      this.failure = error;
      return 'failed';
    } finally {
      this.isChecking = false;
    }
  }

  private isDue({ receipt }: SentNote, force: boolean): boolean {
    const status = this.statuses[receipt];
    if (isFinal(status)) return false;
    const age = Date.now() - Date.parse(status?.checkedAt ?? '');
    return force || !(age >= 0 && age < FRESH_MS);
  }

  private async check(notes: readonly SentNote[]): Promise<void> {
    const now = new Date();
    const statuses = await notesClient.receipts(notes);
    for (const [index, note] of notes.entries()) {
      const status = statuses[index];
      if (status?.slug === note.slug) this.saveStatus(note, statusOf(status, now));
    }
  }

  /** A final state is never replaced: another tab may have deleted the note during the check. */
  private saveStatus({ receipt }: SentNote, status: SentNoteStatus): void {
    if (!isFinal(storage.status(receipt) ?? undefined)) storage.saveStatus(receipt, status);
    this.statuses[receipt] = storage.status(receipt) ?? undefined;
  }

  private load(receipt: string | null): void {
    this.notes = storage.notes();
    const changed = receipt === null ? this.notes.map((note) => note.receipt) : [receipt];
    for (const each of changed) this.statuses[each] = storage.status(each) ?? undefined;
  }
}

export const receipts = new Receipts();

function eventsOf(status: SentNoteStatus | undefined): string {
  return `${status?.state} ${status?.reads}`;
}

/** A proxy or captive portal may respond with 404 as well. */
function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'note.not_found';
}
