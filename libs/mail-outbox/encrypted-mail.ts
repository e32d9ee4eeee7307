import type { KeyReference, KeyRingCipher } from '#libs/encryption';
import { mailRequestSchema, type MailRequest, type EncryptedMail } from './mail-events.js';

const SEPARATOR = ':';

export function payloadPrefix({ keyId, keyFingerprint }: KeyReference): string {
  const fingerprint = keyFingerprint === null ? '' : `.${Buffer.from(keyFingerprint).toString('hex')}`;
  return `${keyId}${fingerprint}${SEPARATOR}`;
}

/** Encrypts a mail for the outbox: the reference of its key, then the ciphertext. */
export function encryptMail(cipher: KeyRingCipher, id: string, mail: MailRequest): Buffer<ArrayBuffer> {
  const encrypted = cipher.encrypt(id, JSON.stringify(mail));
  return Buffer.concat([Buffer.from(payloadPrefix(encrypted)), encrypted.data]);
}

/** Event for a row of the outbox; needs no key. A row of an earlier version has no fingerprint. */
export function toEncryptedMail(id: string, payload: Uint8Array, deadline: Date): EncryptedMail {
  const bytes = Buffer.from(payload);
  const end = bytes.indexOf(SEPARATOR);
  const [keyId = '', fingerprint] = bytes.subarray(0, end).toString().split('.');
  return {
    v: 1,
    id,
    deadline: deadline.toISOString(),
    key_id: keyId,
    ...(fingerprint !== undefined && { key_fingerprint: fingerprint }),
    sealed: bytes.subarray(end + 1).toString('base64'),
  };
}

export function keyReferenceOf({ key_id: keyId, key_fingerprint: hex }: EncryptedMail): KeyReference {
  return { keyId, keyFingerprint: hex === undefined ? null : Buffer.from(hex, 'hex') };
}

/**
 * Decrypts a mail that core published.
 *
 * @throws {UndecryptableError} if its key is missing or has other bytes, or it was modified
 * @throws {Error} if it is no mail request
 */
export function decryptMail(cipher: KeyRingCipher, mail: EncryptedMail): MailRequest {
  const text = cipher.decrypt(mail.id, keyReferenceOf(mail), Buffer.from(mail.sealed, 'base64'));
  return mailRequestSchema.parse(JSON.parse(text));
}
