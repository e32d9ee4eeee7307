import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hashToken } from '#libs/encryption';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares two secrets in constant time, whatever their lengths. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hashToken(one), hashToken(other));
}
