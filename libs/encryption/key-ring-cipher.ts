import type { KeyRing, Secret } from '#libs/config';
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.js';
import { fingerprintOfKey } from './key-fingerprint.js';
import { decryptionFailures, keyUses } from './key-ring.metrics.js';
import { UndecryptableError, type UndecryptableReason } from './undecryptable.error.js';

/** Names the key of stored data. */
export interface KeyReference {
  keyId: string;
  /** Decides if present, since different keys may have one id. Null in data of earlier versions. */
  keyFingerprint: Uint8Array | null;
}

export interface Encrypted {
  keyId: string;
  keyFingerprint: Buffer<ArrayBuffer>;
  data: Buffer<ArrayBuffer>;
}

export interface RingKey {
  keyId: string;
  keyFingerprint: Buffer<ArrayBuffer>;
}

/** The first key encrypts, all decrypt. Data is bound to the id of its row, and decrypts nowhere else. */
export class KeyRingCipher {
  private readonly fingerprints: ReadonlyMap<string, Buffer<ArrayBuffer>>;

  constructor(
    readonly name: string,
    private readonly ring: Secret<KeyRing>,
  ) {
    this.fingerprints = new Map([...ring.reveal().keys].map(([id, key]) => [id, fingerprintOfKey(key)]));
  }

  encrypt(id: string, text: string): Encrypted {
    const { keyId, keyFingerprint } = this.activeKey;
    keyUses.inc({ ring: this.name, key: keyId });
    return { keyId, keyFingerprint, data: encryptAesGcm(this.bytesOf(keyId), text, id) };
  }

  /** @throws {UndecryptableError} if the ring lacks the key, or the data was changed or belongs to another id */
  decrypt(id: string, reference: KeyReference, data: Uint8Array): string {
    const key = this.find(reference);
    if (key === null)
      throw this.failure(reference, this.fingerprints.has(reference.keyId) ? 'wrong_key' : 'missing_key');
    try {
      return decryptAesGcm(this.bytesOf(key.keyId), data, id);
    } catch (error) {
      throw this.failure(reference, 'not_authentic', error);
    }
  }

  /** Returns the key of the ring that decrypts such data, or null. */
  find({ keyId, keyFingerprint }: KeyReference): RingKey | null {
    const isNamed = (key: RingKey) =>
      keyFingerprint === null ? key.keyId === keyId : key.keyFingerprint.equals(keyFingerprint);
    return this.keys.find(isNamed) ?? null;
  }

  get keys(): RingKey[] {
    return [...this.fingerprints].map(([keyId, keyFingerprint]) => ({ keyId, keyFingerprint }));
  }

  get activeKey(): RingKey {
    const [active] = this.keys;
    if (active === undefined) throw new Error(`${this.name} has no key`);
    return active;
  }

  private bytesOf(keyId: string): Buffer {
    const key = this.ring.reveal().keys.get(keyId);
    if (key === undefined) throw new Error(`${this.name} has no key "${keyId}"`);
    return key;
  }

  private failure({ keyId }: KeyReference, reason: UndecryptableReason, cause?: unknown): UndecryptableError {
    decryptionFailures.inc({ ring: this.name, reason });
    return new UndecryptableError(this.name, keyId, reason, cause);
  }
}
