import { createHash, randomBytes } from 'node:crypto';

/**
 * What is stored of a secret of 256 random bits: SHA-256. Such a secret can't be guessed, so nothing slower is needed.
 */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

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
