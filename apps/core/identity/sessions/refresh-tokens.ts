import { hkdfSync, randomBytes } from 'node:crypto';
import { decryptAesGcm, encryptAesGcm } from '#libs/encryption';

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Encrypted under the old token: its holder can repeat the exchange; the database reveals neither. */
export function encryptSuccessor(token: string, successor: string): Buffer {
  return encryptAesGcm(keyOf(token), successor);
}

export function decryptSuccessor(token: string, encrypted: Uint8Array): string {
  return decryptAesGcm(keyOf(token), encrypted);
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'onasty/v1/refresh-successor', 32));
}
