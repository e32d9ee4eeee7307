import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM, random IV, 32-byte key; `context` is authenticated. Returns IV, ciphertext and tag. */
export function encryptAesGcm(key: Uint8Array, text: string, context = ''): Buffer<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** @throws {Error} if the key or the context differs, or the data was changed */
export function decryptAesGcm(key: Uint8Array, data: Uint8Array, context = ''): string {
  const decipher = createDecipheriv(ALGORITHM, key, data.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(data.subarray(-TAG_BYTES));
  return decipher.update(data.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
