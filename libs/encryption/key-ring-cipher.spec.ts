import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { KeyRingCipher } from './index.js';
import { keyUses } from './key-uses.metrics.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const cipherWith = (...entries: [string, Buffer][]) =>
  new KeyRingCipher('SOME_KEYS', new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) }));

describe('KeyRingCipher', () => {
  const cipher = cipherWith(['new', newKey], ['old', oldKey]);
  const id = randomUUID();

  it('decrypts what it encrypted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { keyId, data } = cipher.encrypt(id, text);
        expect(cipher.decrypt(id, keyId, data)).toBe(text);
      }),
    );
  });

  it('hides the text and never encrypts it the same way twice', () => {
    const [first, second] = [cipher.encrypt(id, 'attack at dawn'), cipher.encrypt(id, 'attack at dawn')];
    expect(first.data.includes('dawn')).toBe(false);
    expect(first.data.equals(second.data)).toBe(false);
  });

  it('rejects every changed byte and another id', () => {
    const { keyId, data } = cipher.encrypt(id, 'attack');
    expect(() => cipher.decrypt(randomUUID(), keyId, data)).toThrow();
    for (let index = 0; index < data.length; index++) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => cipher.decrypt(id, keyId, changed)).toThrow();
    }
  });

  it('counts the uses of each key, which random IVs limit', async () => {
    const usesOf = async (key: string) =>
      (await keyUses.get()).values.find(({ labels }) => labels.key === key);
    const counted = cipherWith(['counted', newKey]);
    for (const text of ['one', 'two']) counted.encrypt(id, text);
    expect(await usesOf('counted')).toEqual({ labels: { ring: 'SOME_KEYS', key: 'counted' }, value: 2 });
  });

  it('encrypts with the first key, decrypts with all, and names a missing key', () => {
    expect(cipher.encrypt(id, 'text').keyId).toBe('new');
    expect(cipher.keyIds).toEqual(['new', 'old']);
    const { keyId, data } = cipherWith(['old', oldKey]).encrypt(id, 'text');
    expect(cipher.decrypt(id, keyId, data)).toBe('text');
    expect(() => cipherWith(['new', newKey]).decrypt(id, keyId, data)).toThrow(
      'SOME_KEYS lacks the key "old"',
    );
  });
});
