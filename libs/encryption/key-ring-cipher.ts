import type { KeyRing, Secret } from '#libs/config';
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.js';

export interface Encrypted {
  /** Key of the ring that decrypts the data. */
  keyId: string;
  /** IV, ciphertext and tag. */
  data: Buffer<ArrayBuffer>;
}

/**
 * AES-256-GCM under a key ring: the first key encrypts, all decrypt. The id of the owning row or entry is bound to the
 * data, so that it decrypts nowhere else.
 *
 * @example
 * const cipher = new KeyRingCipher('NOTE_ENCRYPTION_KEYS', config.notes.encryptionKeys);
 * const { keyId, data } = cipher.encrypt(note.id, text);
 * cipher.decrypt(note.id, keyId, data);
 */
export class KeyRingCipher {
  /** @param name of the variable with the ring, for error messages */
  constructor(
    private readonly name: string,
    private readonly ring: Secret<KeyRing>,
  ) {}

  /** Encrypts UTF-8 text. */
  encrypt(id: string, text: string): Encrypted {
    const { activeId: keyId } = this.ring.reveal();
    return { keyId, data: encryptAesGcm(this.key(keyId), text, id) };
  }

  /** @throws {Error} if the ring lacks the key, or the data was changed or belongs to another id */
  decrypt(id: string, keyId: string, data: Uint8Array): string {
    return decryptAesGcm(this.key(keyId), data, id);
  }

  /** Ids of the keys that can decrypt. */
  get keyIds(): string[] {
    return [...this.ring.reveal().keys.keys()];
  }

  /** @throws {Error} if the ring lacks the key */
  requireKey(keyId: string): void {
    this.key(keyId);
  }

  private key(keyId: string): Buffer {
    const key = this.ring.reveal().keys.get(keyId);
    if (key === undefined) throw new Error(`${this.name} lacks the key "${keyId}" of stored data`);
    return key;
  }
}
