import type { KeyRing, Secret } from '#libs/config';
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.js';
import { keyUses } from './key-uses.metrics.js';

export interface Encrypted {
  keyId: string;
  data: Buffer<ArrayBuffer>;
}

/** The first key encrypts, all decrypt. Data is bound to the id of its row, and decrypts nowhere else. */
export class KeyRingCipher {
  constructor(
    private readonly name: string,
    private readonly ring: Secret<KeyRing>,
  ) {}

  encrypt(id: string, text: string): Encrypted {
    const { activeId: keyId } = this.ring.reveal();
    keyUses.inc({ ring: this.name, key: keyId });
    return { keyId, data: encryptAesGcm(this.key(keyId), text, id) };
  }

  /** @throws {Error} if the ring lacks the key, or the data was changed or belongs to another id */
  decrypt(id: string, keyId: string, data: Uint8Array): string {
    return decryptAesGcm(this.key(keyId), data, id);
  }

  get keyIds(): string[] {
    return [...this.ring.reveal().keys.keys()];
  }

  requireKey(keyId: string): void {
    this.key(keyId);
  }

  private key(keyId: string): Buffer {
    const key = this.ring.reveal().keys.get(keyId);
    if (key === undefined) throw new Error(`${this.name} lacks the key "${keyId}" of stored data`);
    return key;
  }
}
