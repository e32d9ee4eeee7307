import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { NoteCipher } from './note-cipher.js';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const ring = (...entries: [string, Buffer][]) =>
  new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) });

describe('NoteCipher', () => {
  const cipher = new NoteCipher(ring(['new', newKey], ['old', oldKey]));
  const id = randomUUID();

  it('decrypts what it encrypted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cipher.decrypt(id, cipher.encrypt(id, text))).toBe(text);
      }),
    );
  });

  it('hides the text, and encrypts it differently each time', () => {
    const [first, second] = [cipher.encrypt(id, 'attack at dawn'), cipher.encrypt(id, 'attack at dawn')];
    expect(first.content.includes('dawn')).toBe(false);
    expect(first.content.equals(second.content)).toBe(false);
  });

  it('rejects content that was changed or moved to another note', () => {
    const stored = cipher.encrypt(id, 'attack at dawn');
    expect(() => cipher.decrypt(randomUUID(), stored)).toThrow();
    for (let index = 0; index < stored.content.length; index++) {
      const content = Buffer.from(stored.content);
      content.writeUInt8(content.readUInt8(index) ^ 1, index);
      expect(() => cipher.decrypt(id, { ...stored, content })).toThrow();
    }
  });

  it('decrypts with an older key of the ring, and names a missing key', () => {
    const stored = new NoteCipher(ring(['old', oldKey])).encrypt(id, 'text');
    expect(cipher.decrypt(id, stored)).toBe('text');
    expect(() => new NoteCipher(ring(['new', newKey])).decrypt(id, stored)).toThrow('lacks the key "old"');
  });
});
