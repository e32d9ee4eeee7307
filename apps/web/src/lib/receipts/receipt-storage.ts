import {
  parseFormerList,
  parseSentNote,
  parseStatus,
  serializeSentNote,
  type SentNote,
  type SentNoteStatus,
} from './sent-note.js';

const NOTE_PREFIX = 'sent-note:';
const STATUS_PREFIX = 'sent-note-status:';
const FORMER_KEY = 'sent-notes';

/**
 * Receipts in localStorage: one entry for each note and one for its status, so that no tab overwrites what another has
 * changed. Where storage is blocked or full, entries last as long as the page.
 */
export class ReceiptStorage {
  private readonly unsaved = new Map<string, string>();

  constructor(private readonly storage: () => Storage) {}

  notes(): SentNote[] {
    this.importFormerList();
    return this.keys()
      .filter((key) => key.startsWith(NOTE_PREFIX))
      .map((key) => this.note(key.slice(NOTE_PREFIX.length)))
      .filter((note) => note !== null)
      .toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  }

  note(receipt: string): SentNote | null {
    const json = this.get(NOTE_PREFIX + receipt);
    return json === null ? null : parseSentNote(json);
  }

  status(receipt: string): SentNoteStatus | null {
    const json = this.get(STATUS_PREFIX + receipt);
    return json === null ? null : parseStatus(json);
  }

  saveNote(note: SentNote): void {
    this.set(NOTE_PREFIX + note.receipt, serializeSentNote(note));
  }

  /** Ignores a note that another tab has removed. */
  saveStatus(receipt: string, status: SentNoteStatus): void {
    if (this.get(NOTE_PREFIX + receipt) !== null) this.set(STATUS_PREFIX + receipt, JSON.stringify(status));
  }

  remove(receipt: string): void {
    for (const key of [NOTE_PREFIX + receipt, STATUS_PREFIX + receipt]) {
      this.unsaved.delete(key);
      this.tryWrite((storage) => storage.removeItem(key));
    }
  }

  /** A tab of an earlier version may still write the list. */
  private importFormerList(): void {
    const json = this.get(FORMER_KEY);
    if (json === null) return;
    for (const note of parseFormerList(json)) if (this.note(note.receipt) === null) this.saveNote(note);
    this.tryWrite((storage) => storage.removeItem(FORMER_KEY));
  }

  private keys(): string[] {
    const stored = this.tryRead((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    return [...new Set([...(stored ?? []), ...this.unsaved.keys()])];
  }

  private get(key: string): string | null {
    return this.unsaved.get(key) ?? this.tryRead((storage) => storage.getItem(key));
  }

  private set(key: string, value: string): void {
    const isSaved = this.tryWrite((storage) => storage.setItem(key, value));
    if (isSaved) this.unsaved.delete(key);
    else this.unsaved.set(key, value);
  }

  private tryRead<Value>(read: (storage: Storage) => Value): Value | null {
    try {
      return read(this.storage());
    } catch {
      return null;
    }
  }

  private tryWrite(write: (storage: Storage) => void): boolean {
    try {
      write(this.storage());
      return true;
    } catch {
      return false;
    }
  }
}

/** Receipt that a storage event is about; null if any may have changed, undefined if none has. */
export function changedReceipt(key: string | null): string | null | undefined {
  if (key === null || key === FORMER_KEY) return null;
  const prefix = [NOTE_PREFIX, STATUS_PREFIX].find((start) => key.startsWith(start));
  return prefix === undefined ? undefined : key.slice(prefix.length);
}
