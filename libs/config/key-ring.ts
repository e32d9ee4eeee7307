import { z } from 'zod';
import { Secret } from './secret.js';

/** Ordered keys: the active one encrypts or signs, all decrypt or verify. */
export interface KeyRing {
  readonly activeId: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/;

/** `id:base64,id:base64`, each key of 32 bytes. Messages do not repeat the text, which is secret. */
export const keyRing = z.string().transform((text, context) => {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [, id, encoded] = ENTRY.exec(entry.trim()) ?? [];
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || key.length !== 32 || keys.has(id) || isZero(key)) {
      context.addIssue({
        code: 'custom',
        message: 'must be id:key,id:key with different ids and keys of 32 random bytes in base64',
      });
      return z.NEVER;
    }
    keys.set(id, key);
  }
  const [activeId] = keys.keys();
  if (activeId === undefined) return z.NEVER;
  return new Secret<KeyRing>({ activeId, keys });
});

/** A key of zeros is a placeholder. */
function isZero(key: Buffer): boolean {
  return key.every((byte) => byte === 0);
}
