import { createHmac, hkdfSync } from 'node:crypto';
import { KeyRingCipher } from '#libs/encryption';
import { Secret, type KeyRing } from '#libs/config';

/**
 * Keeps from Redis what is in it. Names are hashed under a key, since every IPv4 address could be tried against a plain
 * hash. Values are encrypted, so that whoever writes into Redis can't make up a sign-in either.
 */
export class RedisEncryption {
  private readonly nameKey: Buffer;
  private readonly cipher: KeyRingCipher;

  /** @param keys of any purpose: those used here are derived from them */
  constructor(keys: Secret<KeyRing>) {
    const { activeId } = keys.reveal();
    const { keys: nameKeys } = derivedFrom(keys.reveal(), 'onasty/v1/redis-names');
    const nameKey = nameKeys.get(activeId);
    if (nameKey === undefined) throw new Error(`the ring lacks its active key "${activeId}"`);
    this.nameKey = nameKey;
    const valueKeys = derivedFrom(keys.reveal(), 'onasty/v1/redis-values');
    this.cipher = new KeyRingCipher('the ring of keys for Redis', new Secret(valueKeys));
  }

  hashKey(text: string): string {
    return createHmac('sha256', this.nameKey).update(text).digest('base64url');
  }

  /** @param key under which it is kept; the value is refused under any other */
  encrypt(key: string, value: string): string {
    const { keyId, data } = this.cipher.encrypt(key, value);
    return `${keyId}.${data.toString('base64url')}`;
  }

  /** @returns null for what was not hidden by this deployment, under this key */
  decrypt(key: string, hidden: string): string | null {
    const [keyId = '', data = ''] = hidden.split('.');
    try {
      return this.cipher.decrypt(key, keyId, Buffer.from(data, 'base64url'));
    } catch {
      return null;
    }
  }
}

function derivedFrom({ activeId, keys }: KeyRing, purpose: string): KeyRing {
  const derive = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
  return { activeId, keys: new Map([...keys].map(([id, key]) => [id, derive(key)])) };
}
