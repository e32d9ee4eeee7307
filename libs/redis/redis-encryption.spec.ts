import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { RedisEncryption } from './redis-encryption.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const encryptionWith = (...entries: [string, Buffer][]) =>
  new RedisEncryption(new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) }));

describe('RedisEncryption', () => {
  const encryption = encryptionWith(['new', newKey], ['old', oldKey]);

  it('decrypts a value under its own key only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const encrypted = encryption.encrypt('key', value);
        expect(encryption.decrypt('key', encrypted)).toBe(value);
        expect(encryption.decrypt('other', encrypted)).toBeNull();
      }),
    );
  });

  it('rejects forged and changed values', () => {
    const encrypted = encryption.encrypt('key', 'value');
    const forged = encryptionWith(['new', randomBytes(32)]).encrypt('key', 'value');
    for (const text of [
      '',
      'value',
      '{"userId":"ada"}',
      'new.',
      forged,
      `${encrypted.slice(0, -2)}AA`,
      `x${encrypted}`,
    ]) {
      expect(encryption.decrypt('key', text)).toBeNull();
    }
  });

  it('decrypts values of a rotated key', () => {
    expect(encryption.decrypt('key', encryptionWith(['old', oldKey]).encrypt('key', 'value'))).toBe('value');
  });

  it('hashes a key the same in every process, and differently under another key', () => {
    expect(encryption.hashKey('203.0.113.9')).toBe(encryptionWith(['new', newKey]).hashKey('203.0.113.9'));
    expect(encryption.hashKey('203.0.113.9')).not.toBe(
      encryptionWith(['old', oldKey]).hashKey('203.0.113.9'),
    );
    expect(encryption.hashKey('203.0.113.9')).toMatch(/^[\w-]{43}$/);
  });
});
