import { createHash } from 'node:crypto';

/**
 * SHA-256 of a secret, as it is stored and looked up. No salt and no slow hash: a secret of 256 random bits cannot be
 * guessed.
 */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}
