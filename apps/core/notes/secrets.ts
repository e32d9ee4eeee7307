import { createHash, randomBytes } from 'node:crypto';

/**
 * The receipt of a new note: 256 bits, base64url. With an Idempotency-Key it is derived from that key, so that a
 * repeated create finds the note that it made the first time and can answer the same receipt, of which only the hash
 * is stored.
 */
export function receiptFor(idempotencyKey: string | null): string {
  if (idempotencyKey === null) return randomBytes(32).toString('base64url');
  return createHash('sha256')
    .update('onasty/v1/receipt')
    .update('\0')
    .update(idempotencyKey)
    .digest('base64url');
}
