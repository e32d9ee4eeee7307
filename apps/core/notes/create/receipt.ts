import { createHash, randomBytes } from 'node:crypto';

/**
 * Returns the receipt of a new note: 256 bits in base64url. It is derived from the idempotency key, if there is one: a
 * repeated create must return the same receipt, and only its hash is stored.
 */
export function createReceipt(idempotencyKey: string | null): string {
  if (idempotencyKey === null) return randomBytes(32).toString('base64url');
  return createHash('sha256')
    .update('onasty/v1/receipt')
    .update('\0')
    .update(idempotencyKey)
    .digest('base64url');
}
