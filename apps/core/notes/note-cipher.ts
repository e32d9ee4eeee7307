import { KeyRingCipher } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';

export interface StoredContent {
  /** Key of the ring; null for a sealed note, which is stored unchanged. */
  keyId: string | null;
  content: Buffer;
}

/** Encrypts plain notes under their id, so that content moved to another row does not decrypt. */
export class NoteCipher {
  private readonly cipher: KeyRingCipher;

  constructor(keyRing: Secret<KeyRing>) {
    this.cipher = new KeyRingCipher('NOTE_ENCRYPTION_KEYS', keyRing);
  }

  encrypt(noteId: string, text: string): StoredContent {
    const { keyId, data } = this.cipher.encrypt(noteId, text);
    return { keyId, content: data };
  }

  /** @throws if the ring lacks the key or the content was changed */
  decrypt(noteId: string, { keyId, content }: StoredContent): string {
    return keyId === null ? content.toString('utf8') : this.cipher.decrypt(noteId, keyId, content);
  }

  get keyIds(): string[] {
    return this.cipher.keyIds;
  }

  requireKey(keyId: string | null): void {
    if (keyId !== null) this.cipher.requireKey(keyId);
  }
}
