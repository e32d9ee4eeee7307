import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './page-cursor.js';

const times = fc.date({
  min: new Date('2000-01-01'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

const ID = '00000000-0000-4000-8000-000000000000';
const encoded = (text: string) => Buffer.from(text).toString('base64url');

describe('page cursor', () => {
  it('decodes to its row, and is safe in a URL', () => {
    fc.assert(
      fc.property(times, fc.uuid(), (createdAt, id) => {
        const text = encodeCursor({ createdAt, id });
        expect(encodeURIComponent(text)).toBe(text);
        expect(decodeCursor(text)).toEqual({ createdAt, id });
      }),
    );
  });

  it('decodes to null for any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeCursor(text)).toBeNull();
      }),
    );
    const cursor = encoded(`2026-01-01T00:00:00.000Z ${ID}`);
    expect(decodeCursor(cursor)).not.toBeNull();
    for (const text of [`${cursor}=`, `${cursor}!`, ` ${cursor}`]) expect(decodeCursor(text)).toBeNull();
    for (const text of [
      ID,
      `yesterday ${ID}`,
      '2026-01-01T00:00:00.000Z x',
      `2026-13-01T00:00:00.000Z ${ID}`,
    ]) {
      expect(decodeCursor(encoded(text))).toBeNull();
    }
  });
});
