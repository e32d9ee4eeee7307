import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing, Secret } from '#libs/config';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface StoredContent {
  /** Which key of the ring encrypted it; null for a sealed note, stored as it came. */
  keyId: string | null;
  content: Buffer;
}

/**
 * Encrypts plain notes at rest: AES-256-GCM, a fresh IV, the note's id as additional data, so that content moved to
 * another row is refused. Stored as IV, ciphertext, tag.
 */
export class NoteCipher {
  constructor(private readonly keyRing: Secret<KeyRing>) {}

  encrypt(noteId: string, text: string): StoredContent {
    const { activeId: keyId } = this.keyRing.reveal();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key(keyId), iv).setAAD(Buffer.from(noteId));
    return {
      keyId,
      content: Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]),
    };
  }

  /** @throws when the ring lacks the key, or the content was changed */
  decrypt(noteId: string, stored: StoredContent): string {
    const { keyId, content } = stored;
    if (keyId === null) return content.toString('utf8');
    const decipher = createDecipheriv(ALGORITHM, this.key(keyId), content.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(noteId))
      .setAuthTag(content.subarray(-TAG_BYTES));
    return (
      decipher.update(content.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  }

  /** The keys that can decrypt. */
  get keyIds(): string[] {
    return [...this.keyRing.reveal().keys.keys()];
  }

  /** @throws when the ring lacks the key */
  requireKey(keyId: string | null): void {
    if (keyId !== null) this.key(keyId);
  }

  private key(keyId: string): Buffer {
    const key = this.keyRing.reveal().keys.get(keyId);
    if (key === undefined) throw new Error(`NOTE_ENCRYPTION_KEYS lacks the key "${keyId}" of a stored note`);
    return key;
  }
}
