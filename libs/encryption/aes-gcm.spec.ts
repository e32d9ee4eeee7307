import { createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptAesGcm, encryptAesGcm } from './index.js';

describe('AES-256-GCM', () => {
  const key = randomBytes(32);

  it.each(['', 'ünïcode 🔑'])('decrypts what it encrypted: %j', (text) => {
    expect(decryptAesGcm(key, encryptAesGcm(key, text))).toBe(text);
    expect(decryptAesGcm(key, encryptAesGcm(key, text, 'id'), 'id')).toBe(text);
  });

  it('stores IV, ciphertext and tag in this order', () => {
    const data = encryptAesGcm(key, 'text', 'id');
    expect(data.length).toBe(12 + 4 + 16);
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12))
      .setAAD(Buffer.from('id'))
      .setAuthTag(data.subarray(-16));
    expect(decipher.update(data.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('text');
  });

  it('never encrypts a text the same way twice', () => {
    expect(encryptAesGcm(key, 'text').equals(encryptAesGcm(key, 'text'))).toBe(false);
  });

  it('rejects another key, another context and every changed byte', () => {
    const data = encryptAesGcm(key, 'text', 'id');
    expect(() => decryptAesGcm(randomBytes(32), data, 'id')).toThrow();
    expect(() => decryptAesGcm(key, data, 'other')).toThrow();
    expect(() => decryptAesGcm(key, data)).toThrow();
    for (let index = 0; index < data.length; index++) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => decryptAesGcm(key, changed, 'id')).toThrow();
    }
  });
});
