import { KeyRingCipher } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';

export interface StoredContent {
  /** Key of the ring; null for a sealed note, which is stored unchanged. */
  keyId: string | null;
  content: Buffer;
}

export interface StoredLabel {
  labelKeyId: string | null;
  label: Buffer | null;
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

  encryptLabel(noteId: string, label: string | null): StoredLabel {
    if (label === null) return { labelKeyId: null, label: null };
    const { keyId, data } = this.cipher.encrypt(labelContext(noteId), label);
    return { labelKeyId: keyId, label: data };
  }

  decryptLabel(noteId: string, { labelKeyId, label }: StoredLabel): string | null {
    if (labelKeyId === null || label === null) return null;
    return this.cipher.decrypt(labelContext(noteId), labelKeyId, label);
  }

  get keyIds(): string[] {
    return this.cipher.keyIds;
  }

  requireKey(keyId: string | null): void {
    if (keyId !== null) this.cipher.requireKey(keyId);
  }
}

/** Distinct from that of the content, so that neither can take the place of the other. */
const labelContext = (noteId: string) => `${noteId}/label`;
