import type { KeyRingCipher } from '#libs/encryption';
import { mailRequestSchema, type MailRequest, type EncryptedMail } from './mail-events.js';

const SEPARATOR = ':';

/** Encrypts a mail for the outbox: the key id, which contains no colon, then the ciphertext. */
export function encryptMail(cipher: KeyRingCipher, id: string, mail: MailRequest): Buffer<ArrayBuffer> {
  const { keyId, data } = cipher.encrypt(id, JSON.stringify(mail));
  return Buffer.concat([Buffer.from(keyId + SEPARATOR), data]);
}

/** Event for a row of the outbox; needs no key. */
export function toEncryptedMail(id: string, payload: Uint8Array, deadline: Date): EncryptedMail {
  const bytes = Buffer.from(payload);
  const end = bytes.indexOf(SEPARATOR);
  return {
    v: 1,
    id,
    deadline: deadline.toISOString(),
    key_id: bytes.subarray(0, end).toString(),
    sealed: bytes.subarray(end + 1).toString('base64'),
  };
}

/**
 * Decrypts a mail that core published.
 *
 * @throws {Error} if its key is missing, or it was modified or is no mail request
 */
export function decryptMail(cipher: KeyRingCipher, mail: EncryptedMail): MailRequest {
  const text = cipher.decrypt(mail.id, mail.key_id, Buffer.from(mail.sealed, 'base64'));
  return mailRequestSchema.parse(JSON.parse(text));
}
