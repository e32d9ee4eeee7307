import { createHmac, hkdfSync } from 'node:crypto';
import { KeyRingCipher } from '#libs/encryption';
import { Secret, type KeyRing } from '#libs/config';

/** Hides keys and values. Keys are hashed with HMAC: a plain hash of an IPv4 address is reversible. */
export class RedisEncryption {
  private readonly hmacKey: Buffer;
  private readonly cipher: KeyRingCipher;

  /** @param keys of any purpose, from which separate keys are derived */
  constructor(keys: Secret<KeyRing>) {
    const { activeId } = keys.reveal();
    const { keys: hmacKeys } = derivedFrom(keys.reveal(), 'onasty/v1/redis-names');
    const hmacKey = hmacKeys.get(activeId);
    if (hmacKey === undefined) throw new Error(`the key ring lacks its active key "${activeId}"`);
    this.hmacKey = hmacKey;
    const valueKeys = derivedFrom(keys.reveal(), 'onasty/v1/redis-values');
    this.cipher = new KeyRingCipher('JWT_SIGNING_KEYS', new Secret(valueKeys));
  }

  hashKey(text: string): string {
    return createHmac('sha256', this.hmacKey).update(text).digest('base64url');
  }

  /** Authenticated with its key, so that write access to Redis does not suffice to forge a sign-in. */
  encrypt(key: string, value: string): string {
    const { keyId, data } = this.cipher.encrypt(key, value);
    return `${keyId}.${data.toString('base64url')}`;
  }

  /** Returns null if the value was not encrypted by this deployment under this key. */
  decrypt(key: string, encrypted: string): string | null {
    const [keyId = '', data = ''] = encrypted.split('.');
    try {
      return this.cipher.decrypt(key, { keyId, keyFingerprint: null }, Buffer.from(data, 'base64url'));
    } catch {
      return null;
    }
  }
}

function derivedFrom({ activeId, keys }: KeyRing, purpose: string): KeyRing {
  const derive = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
  return { activeId, keys: new Map([...keys].map(([id, key]) => [id, derive(key)])) };
}
