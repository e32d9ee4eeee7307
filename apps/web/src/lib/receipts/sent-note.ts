import type { ReceiptStatus } from '#libs/api-client';

/** Note sent from this browser. Times are RFC 3339. */
export interface SentNote {
  slug: string;
  receipt: string;
  createdAt: string;
  /** Absent for never. */
  expiresAt?: string;
  reusable: boolean;
  /** Private name, which no server receives; absent for none. */
  label?: string;
}

/** State that the server last reported; `forgotten` if it no longer has the note. Times are RFC 3339. */
export interface SentNoteStatus {
  state: Exclude<ReceiptStatus['state'], 'unknown'> | 'forgotten';
  checkedAt: string;
  readAt?: string;
  reads?: number;
  lastReadAt?: string;
  expiresAt?: string;
}

/** Stored form of a note. `kept` is the name that browsers already store. */
type StoredNote = Omit<SentNote, 'reusable'> & { kept: boolean };

const STATES: ReadonlySet<unknown> = new Set(['unread', 'read', 'expired', 'deleted', 'forgotten']);

export function statusOf(receipt: Omit<ReceiptStatus, 'slug'>, now: Date): SentNoteStatus {
  const { state, read_at: readAt, reads, last_read_at: lastReadAt, expires_at: expiresAt } = receipt;
  return {
    state: state === 'unknown' ? 'forgotten' : state,
    checkedAt: now.toISOString(),
    ...(readAt !== undefined && { readAt }),
    ...(reads !== undefined && { reads }),
    ...(lastReadAt !== undefined && { lastReadAt }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

export function isFinal(status: SentNoteStatus | undefined): boolean {
  return status !== undefined && status.state !== 'unread';
}

export function parseSentNote(json: string): SentNote | null {
  return sentNoteOf(parseJson(json));
}

export function parseFormerList(json: string): SentNote[] {
  const parsed = parseJson(json);
  return Array.isArray(parsed) ? parsed.map(sentNoteOf).filter((note) => note !== null) : [];
}

export function serializeSentNote({ reusable, ...note }: SentNote): string {
  return JSON.stringify({ ...note, kept: reusable } satisfies StoredNote);
}

export function parseStatus(json: string): SentNoteStatus | null {
  const status = parseJson(json);
  return isStatus(status) ? status : null;
}

function parseJson(json: string): unknown {
  try {
    const parsed: unknown = JSON.parse(json);
    return parsed;
  } catch {
    return null;
  }
}

function sentNoteOf(value: unknown): SentNote | null {
  if (!isStoredNote(value)) return null;
  const { kept, ...note } = value;
  return { ...note, reusable: kept };
}

function isStoredNote(value: unknown): value is StoredNote {
  const note = fieldsOf(value);
  return (
    [note['slug'], note['receipt'], note['createdAt']].every(isText) &&
    [note['expiresAt'], note['label']].every(isOptionalText) &&
    typeof note['kept'] === 'boolean'
  );
}

function isStatus(value: unknown): value is SentNoteStatus {
  const status = fieldsOf(value);
  return (
    STATES.has(status['state']) &&
    isText(status['checkedAt']) &&
    [status['readAt'], status['lastReadAt'], status['expiresAt']].every(isOptionalText) &&
    ['undefined', 'number'].includes(typeof status['reads'])
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value);
}
