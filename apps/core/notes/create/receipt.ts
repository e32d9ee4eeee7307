import { createHash, randomBytes } from 'node:crypto';

/** Derived from the key: a repeated create returns the same receipt, and only its hash is stored. */
export function createReceipt(idempotencyKey: string | null): string {
  if (idempotencyKey === null) return randomBytes(32).toString('base64url');
  return createHash('sha256')
    .update('onasty/v1/receipt')
    .update('\0')
    .update(idempotencyKey)
    .digest('base64url');
}
