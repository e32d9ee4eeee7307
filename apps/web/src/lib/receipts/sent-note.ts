/** One note that was sent from this browser. */
export interface SentNote {
  slug: string;
  receipt: string;
  /** RFC 3339. */
  createdAt: string;
  /** RFC 3339; absent for never. */
  expiresAt?: string;
  /** Readable until it expires, rather than once. */
  kept: boolean;
}

/** What storage holds, or as much of it as is well-formed. */
export function parseReceipts(stored: string | null): SentNote[] {
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isSentNote) : [];
  } catch {
    return [];
  }
}

function isSentNote(value: unknown): value is SentNote {
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
