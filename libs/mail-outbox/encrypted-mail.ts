import type { KeyRingCipher } from '#libs/encryption';
import { mailRequestSchema, type MailRequest, type EncryptedMail } from './mail-events.js';

const SEPARATOR = ':';

/** What the outbox stores of a mail: the id of the key, which has no colon, and the encrypted request. */
export function encryptMail(cipher: KeyRingCipher, id: string, mail: MailRequest): Buffer {
  const { keyId, data } = cipher.encrypt(id, JSON.stringify(mail));
  return Buffer.concat([Buffer.from(keyId + SEPARATOR), data]);
}

/** The event that is published for a row of the outbox; no key is needed. */
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
 * Opens a mail that core published.
 *
 * @throws {Error} when the ring lacks its key, or it was changed, or it is no mail request
 */
export function decryptMail(cipher: KeyRingCipher, mail: EncryptedMail): MailRequest {
  const text = cipher.decrypt(mail.id, mail.key_id, Buffer.from(mail.sealed, 'base64'));
  return mailRequestSchema.parse(JSON.parse(text));
}
