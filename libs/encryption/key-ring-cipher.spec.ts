import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { KeyRingCipher } from './index.js';
import { decryptionFailures, keyUses } from './key-ring.metrics.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const cipherWith = (...entries: [string, Buffer][]) =>
  new KeyRingCipher('SOME_KEYS', new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) }));

describe('KeyRingCipher', () => {
  const cipher = cipherWith(['new', newKey], ['old', oldKey]);
  const id = randomUUID();

  it('decrypts what it encrypted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { data, ...key } = cipher.encrypt(id, text);
        expect(cipher.decrypt(id, key, data)).toBe(text);
      }),
    );
  });

  it('hides the text and never encrypts it the same way twice', () => {
    const [first, second] = [cipher.encrypt(id, 'attack at dawn'), cipher.encrypt(id, 'attack at dawn')];
    expect(first.data.includes('dawn')).toBe(false);
    expect(first.data.equals(second.data)).toBe(false);
  });

  it('rejects every changed byte and another id', () => {
    const { data, ...key } = cipher.encrypt(id, 'attack');
    expect(() => cipher.decrypt(randomUUID(), key, data)).toThrow();
    for (let index = 0; index < data.length; index++) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => cipher.decrypt(id, key, changed)).toThrow();
    }
  });

  it('counts the uses of each key, which random IVs limit', async () => {
    const usesOf = async (key: string) =>
      (await keyUses.get()).values.find(({ labels }) => labels.key === key);
    const counted = cipherWith(['counted', newKey]);
    for (const text of ['one', 'two']) counted.encrypt(id, text);
    expect(await usesOf('counted')).toEqual({ labels: { ring: 'SOME_KEYS', key: 'counted' }, value: 2 });
  });

  it('encrypts with the first key and decrypts with all', () => {
    expect(cipher.encrypt(id, 'text').keyId).toBe('new');
    const { data, ...key } = cipherWith(['old', oldKey]).encrypt(id, 'text');
    expect(cipher.decrypt(id, key, data)).toBe('text');
  });

  it('finds a key by its bytes, whatever its id is now', () => {
    const { data, ...key } = cipherWith(['old', oldKey]).encrypt(id, 'text');
    expect(cipherWith(['old', newKey], ['renamed', oldKey]).decrypt(id, key, data)).toBe('text');
  });

  it('finds the key of earlier data, which has no fingerprint, by its id', () => {
    const { keyId, data } = cipherWith(['old', oldKey]).encrypt(id, 'text');
    expect(cipher.decrypt(id, { keyId, keyFingerprint: null }, data)).toBe('text');
  });

  it.each([
    ['lacks the key "old"', 'missing_key', cipherWith(['new', newKey]), false],
    ['has other bytes under the id "old"', 'wrong_key', cipherWith(['old', newKey]), false],
    ['cannot decrypt data of the key "old"', 'not_authentic', cipherWith(['old', newKey]), true],
  ])('%s: names and counts the cause', async (message, reason, wrong, isEarlier) => {
    const { keyId, keyFingerprint, data } = cipherWith(['old', oldKey]).encrypt(id, 'text');
    const key = { keyId, keyFingerprint: isEarlier ? null : keyFingerprint };
    const failures = async () =>
      (await decryptionFailures.get()).values.find(
        ({ labels }) => labels.ring === 'SOME_KEYS' && labels.reason === reason,
      )?.value ?? 0;
    const before = await failures();
    expect(() => wrong.decrypt(id, key, data)).toThrow(`SOME_KEYS ${message}`);
    expect((await failures()) - before).toBe(1);
  });
});
