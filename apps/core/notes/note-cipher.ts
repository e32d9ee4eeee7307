import { KeyRingCipher } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';

export interface StoredContent {
  /** Which key of the ring encrypted it; null for a sealed note, stored as it came. */
  keyId: string | null;
  content: Buffer;
}

/** Encrypts plain notes at rest, each for its own id, so that content moved to another row is refused. */
export class NoteCipher {
  private readonly cipher: KeyRingCipher;

  constructor(keyRing: Secret<KeyRing>) {
    this.cipher = new KeyRingCipher('NOTE_ENCRYPTION_KEYS', keyRing);
  }

  encrypt(noteId: string, text: string): StoredContent {
    const { keyId, data } = this.cipher.encrypt(noteId, text);
    return { keyId, content: data };
  }

  /** @throws when the ring lacks the key, or the content was changed */
  decrypt(noteId: string, { keyId, content }: StoredContent): string {
    return keyId === null ? content.toString('utf8') : this.cipher.decrypt(noteId, keyId, content);
  }

  /** The keys that can decrypt. */
  get keyIds(): string[] {
    return this.cipher.keyIds;
  }

  /** @throws when the ring lacks the key */
  requireKey(keyId: string | null): void {
    if (keyId !== null) this.cipher.requireKey(keyId);
  }
}
