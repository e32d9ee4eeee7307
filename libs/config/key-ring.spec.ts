import { describe, expect, it } from 'vitest';
import { keyRing } from './key-ring.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('key ring', () => {
  it('activates the first key and keeps the others', () => {
    const { activeId, keys } = keyRing.parse(`new:${KEY},old:${KEY}`).reveal();
    expect(activeId).toBe('new');
    expect([...keys.keys()]).toEqual(['new', 'old']);
  });

  it.each(['k1:c2hvcnQ=', KEY, `k1:${KEY},k1:${KEY}`, 'k1:', `k1:${Buffer.alloc(32).toString('base64')}`])(
    'rejects %s without repeating it',
    (text) => {
      const { error } = keyRing.safeParse(text);
      expect(error?.issues).toHaveLength(1);
      expect(error?.message).not.toContain(text);
    },
  );
});
