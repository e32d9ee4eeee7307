import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { NoteDraft } from '../note.js';

/** Derived from the key: a repeated create returns the same receipt, and only its hash is stored. */
export function createReceipt(idempotencyKey: string | null): string {
  if (idempotencyKey === null) return randomBytes(32).toString('base64url');
  return createHash('sha256')
    .update('onasty/v1/receipt')
    .update('\0')
    .update(idempotencyKey)
    .digest('base64url');
}

/** Identifies the request. Keyed, since a plain hash of the content would let the database confirm guesses of it. */
export function hashRequest(draft: NoteDraft, idempotencyKey: string | null): Buffer | null {
  if (idempotencyKey === null) return null;
  const { content, slug, password, linkProof, reusable, expiry, label, reference, notice } = draft;
  const request = JSON.stringify([
    content,
    slug,
    password,
    linkProof,
    reusable,
    expiry,
    label,
    ...(reference === null ? [] : [reference]),
    ...(notice.isWanted === null ? [] : [notice]),
  ]);
  return createHmac('sha256', idempotencyKey)
    .update('onasty/v1/request')
    .update('\0')
    .update(request)
    .digest();
}
