import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing, Secret } from '#libs/config';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Encrypted {
  /** Which key of the ring it was. */
  keyId: string;
  /** IV, ciphertext, tag. */
  data: Buffer;
}

/**
 * Encrypts what is stored or sent: AES-256-GCM under the first key of a ring, a fresh IV each time, and the id of what
 * it belongs to as additional data, so that it is refused anywhere else.
 *
 * @example
 * const cipher = new KeyRingCipher('NOTE_ENCRYPTION_KEYS', config.notes.encryptionKeys);
 * const { keyId, data } = cipher.encrypt(note.id, text);
 * cipher.decrypt(note.id, keyId, data);
 */
export class KeyRingCipher {
  /** @param name of the variable that holds the ring, for errors */
  constructor(
    private readonly name: string,
    private readonly ring: Secret<KeyRing>,
  ) {}

  /** @param text as UTF-8 */
  encrypt(id: string, text: string): Encrypted {
    const { activeId: keyId } = this.ring.reveal();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key(keyId), iv).setAAD(Buffer.from(id));
    return {
      keyId,
      data: Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]),
    };
  }

  /** @throws {Error} when the ring lacks the key, or the data was changed or belongs to another id */
  decrypt(id: string, keyId: string, data: Uint8Array): string {
    const decipher = createDecipheriv(ALGORITHM, this.key(keyId), data.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(id))
      .setAuthTag(data.subarray(-TAG_BYTES));
    return decipher.update(data.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** The keys that can decrypt. */
  get keyIds(): string[] {
    return [...this.ring.reveal().keys.keys()];
  }

  /** @throws {Error} when the ring lacks the key */
  requireKey(keyId: string): void {
    this.key(keyId);
  }

  private key(keyId: string): Buffer {
    const key = this.ring.reveal().keys.get(keyId);
    if (key === undefined) throw new Error(`${this.name} lacks the key "${keyId}" of what is stored`);
    return key;
  }
}
