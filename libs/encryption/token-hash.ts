import { hash } from 'node:crypto';

/** SHA-256 without salt suffices, since a secret of 256 random bits cannot be guessed. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return hash('sha256', token, 'buffer');
}
