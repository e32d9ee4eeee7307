import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { RedisVeil } from './redis-veil.js';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const veilWith = (...entries: [string, Buffer][]) =>
  new RedisVeil(new Secret({ activeId: entries[0]?.[0] ?? '', keys: new Map(entries) }));

describe('the veil over Redis', () => {
  const veil = veilWith(['new', newKey], ['old', oldKey]);

  it('shows again what it hid, under the same key only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const hidden = veil.hide('key', value);
        expect(veil.show('key', hidden)).toBe(value);
        expect(veil.show('other', hidden)).toBeNull();
      }),
    );
  });

  it('shows nothing that somebody else made up or changed', () => {
    const hidden = veil.hide('key', 'value');
    const forged = veilWith(['new', randomBytes(32)]).hide('key', 'value');
    for (const text of [
      '',
      'value',
      '{"userId":"ada"}',
      'new.',
      forged,
      `${hidden.slice(0, -2)}AA`,
      `x${hidden}`,
    ]) {
      expect(veil.show('key', text)).toBeNull();
    }
  });

  it('still shows what was hidden before the keys were rotated', () => {
    expect(veil.show('key', veilWith(['old', oldKey]).hide('key', 'value'))).toBe('value');
  });

  it('names the same thing the same everywhere, and tells nobody without the key what it is', () => {
    expect(veil.nameOf('203.0.113.9')).toBe(veilWith(['new', newKey]).nameOf('203.0.113.9'));
    expect(veil.nameOf('203.0.113.9')).not.toBe(veilWith(['old', oldKey]).nameOf('203.0.113.9'));
    expect(veil.nameOf('203.0.113.9')).toMatch(/^[\w-]{43}$/);
  });
});
