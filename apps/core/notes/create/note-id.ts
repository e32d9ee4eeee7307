import { randomUUID } from 'node:crypto';

/** UUID of version 7 (RFC 9562): new entries of an index on it share its last pages, however many notes there are. */
export function createNoteId(nowMs = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
