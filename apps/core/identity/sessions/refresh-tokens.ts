import { hkdfSync, randomBytes } from 'node:crypto';
import { decryptAesGcm, encryptAesGcm } from '#libs/encryption';

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Encrypts the successor of a refresh token under that token: a client that lost the response gets the same successor
 * again, and the database alone reveals neither.
 */
export function encryptSuccessor(token: string, successor: string): Buffer {
  return encryptAesGcm(keyOf(token), successor);
}

export function decryptSuccessor(token: string, encrypted: Uint8Array): string {
  return decryptAesGcm(keyOf(token), encrypted);
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'onasty/v1/refresh-successor', 32));
}
