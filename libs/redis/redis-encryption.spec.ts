import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { RedisEncryption } from './redis-encryption.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const veilWith = (...entries: [string, Buffer][]) =>
  new RedisEncryption(new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) }));

describe('the encryption over Redis', () => {
  const encryption = veilWith(['new', newKey], ['old', oldKey]);

  it('shows again what it hid, under the same key only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const hidden = encryption.encrypt('key', value);
        expect(encryption.decrypt('key', hidden)).toBe(value);
        expect(encryption.decrypt('other', hidden)).toBeNull();
      }),
    );
  });

  it('shows nothing that somebody else made up or changed', () => {
    const hidden = encryption.encrypt('key', 'value');
    const forged = veilWith(['new', randomBytes(32)]).encrypt('key', 'value');
    for (const text of [
      '',
      'value',
      '{"userId":"ada"}',
      'new.',
      forged,
      `${hidden.slice(0, -2)}AA`,
      `x${hidden}`,
    ]) {
      expect(encryption.decrypt('key', text)).toBeNull();
    }
  });

  it('still shows what was hidden before the keys were rotated', () => {
    expect(encryption.decrypt('key', veilWith(['old', oldKey]).encrypt('key', 'value'))).toBe('value');
  });

  it('names the same thing the same everywhere, and tells nobody without the key what it is', () => {
    expect(encryption.hashKey('203.0.113.9')).toBe(veilWith(['new', newKey]).hashKey('203.0.113.9'));
    expect(encryption.hashKey('203.0.113.9')).not.toBe(veilWith(['old', oldKey]).hashKey('203.0.113.9'));
    expect(encryption.hashKey('203.0.113.9')).toMatch(/^[\w-]{43}$/);
  });
});
