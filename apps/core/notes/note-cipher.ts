import { KeyRingCipher, type KeyReference } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';

export interface StoredContent {
  /** Key of the ring; null for a sealed note, which is stored unchanged. */
  keyId: string | null;
  keyFingerprint: Buffer | null;
  content: Buffer;
}

export interface StoredLabel {
  labelKeyId: string | null;
  labelKeyFingerprint: Buffer | null;
  label: Buffer | null;
}

/** Encrypts plain notes under their id, so that content moved to another row does not decrypt. */
export class NoteCipher {
  readonly keyRing: KeyRingCipher;

  constructor(keyRing: Secret<KeyRing>) {
    this.keyRing = new KeyRingCipher('NOTE_ENCRYPTION_KEYS', keyRing);
  }

  encrypt(noteId: string, text: string): StoredContent {
    const { data: content, ...key } = this.keyRing.encrypt(noteId, text);
    return { ...key, content };
  }

  /** @throws {UndecryptableError} if the ring lacks the key or the content was changed */
  decrypt(noteId: string, { content, ...stored }: StoredContent): string {
    const key = keyOf(stored);
    return key === null ? content.toString('utf8') : this.keyRing.decrypt(noteId, key, content);
  }

  fingerprintFor(stored: Omit<StoredContent, 'content'>): Buffer | null {
    const key = keyOf(stored);
    return key === null ? null : (this.keyRing.find(key)?.keyFingerprint ?? null);
  }

  encryptLabel(noteId: string, label: string | null): StoredLabel {
    if (label === null) return { labelKeyId: null, labelKeyFingerprint: null, label: null };
    const { keyId, keyFingerprint, data } = this.keyRing.encrypt(labelContext(noteId), label);
    return { labelKeyId: keyId, labelKeyFingerprint: keyFingerprint, label: data };
  }

  /** @throws {UndecryptableError} if the ring lacks the key or the label was changed */
  decryptLabel(noteId: string, { labelKeyId, labelKeyFingerprint, label }: StoredLabel): string | null {
    if (labelKeyId === null || label === null) return null;
    const key = { keyId: labelKeyId, keyFingerprint: labelKeyFingerprint };
    return this.keyRing.decrypt(labelContext(noteId), key, label);
  }
}

/** Distinct from that of the content, so that neither can take the place of the other. */
const labelContext = (noteId: string) => `${noteId}/label`;

function keyOf({ keyId, keyFingerprint }: Omit<StoredContent, 'content'>): KeyReference | null {
  return keyId === null ? null : { keyId, keyFingerprint };
}
