/** Note sent from this browser. Times are RFC 3339. */
export interface SentNote {
  slug: string;
  receipt: string;
  createdAt: string;
  /** Absent for never. */
  expiresAt?: string;
  reusable: boolean;
}

/** Stored form of a note. `kept` is the name that browsers already store. */
type StoredNote = Omit<SentNote, 'reusable'> & { kept: boolean };

/** Returns the well-formed entries. */
export function parseReceipts(stored: string | null): SentNote[] {
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(parsed)) return [];
    return parsed.filter(isStoredNote).map(({ kept, ...note }) => ({ ...note, reusable: kept }));
  } catch {
    return [];
  }
}

export function serializeReceipts(notes: readonly SentNote[]): string {
  return JSON.stringify(notes.map(({ reusable, ...note }): StoredNote => ({ ...note, kept: reusable })));
}

function isStoredNote(value: unknown): value is StoredNote {
  if (typeof value !== 'object' || value === null) return false;
  const note: Record<string, unknown> = { ...value };
  const texts = [note['slug'], note['receipt'], note['createdAt']];
  const expiresAt = note['expiresAt'];
  return (
    texts.every((text) => typeof text === 'string') &&
    (expiresAt === undefined || typeof expiresAt === 'string') &&
    typeof note['kept'] === 'boolean'
  );
}
