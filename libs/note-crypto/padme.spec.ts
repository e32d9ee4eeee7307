import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pad, paddedLength, unpad } from './padme.js';

const textLength = fc.integer({ min: 0, max: 20_000_000 });

describe('Padmé', () => {
  it('restores the padded bytes exactly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (text) => {
        expect(unpad(pad(text))).toEqual(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [0, 256],
    [252, 256],
    [253, 272],
    [268, 272],
    [269, 288],
    [1_020, 1_024],
    [1_021, 1_088],
    [1_048_572, 1_048_576],
    [1_048_573, 1_081_344],
  ])('pads %i bytes of text to %i bytes', (text, padded) => {
    expect(paddedLength(text)).toBe(padded);
  });

  it('never shrinks, never decreases for a longer text, and adds at most 1/16 beyond the smallest size', () => {
    fc.assert(
      fc.property(textLength, (text) => {
        const padded = paddedLength(text);
        expect(padded).toBeGreaterThanOrEqual(text + 4);
        expect(paddedLength(text + 1)).toBeGreaterThanOrEqual(padded);
        expect(padded).toBeLessThanOrEqual(Math.max(256, (text + 4) * 1.0625));
      }),
      { numRuns: 2_000 },
    );
  });

  it('produces only 385 sizes for all texts up to 16 MiB', () => {
    const sizes = new Set<number>();
    for (let size = paddedLength(0); size <= 2 ** 24; size = paddedLength(size - 3)) sizes.add(size);
    expect(sizes.size).toBe(385);
  });

  it.each([
    ['a bit in the padding', (bytes: Uint8Array) => bytes.fill(1, 255)],
    ['a length beyond the end', (bytes: Uint8Array) => bytes.fill(255, 0, 4)],
    ['a length of another size', (bytes: Uint8Array) => bytes.fill(1, 2, 3)],
  ])('rejects %s', (_, damage) => {
    const padded = pad(new Uint8Array(10));
    damage(padded);
    expect(() => unpad(padded)).toThrowError(expect.objectContaining({ code: 'envelope.malformed' }));
  });

  it('rejects a padding that is too long or too short for its text', () => {
    const padded = pad(new Uint8Array(10));
    const longer = new Uint8Array(272);
    longer.set(padded);
    expect(() => unpad(longer)).toThrowError(expect.objectContaining({ code: 'envelope.malformed' }));
    expect(() => unpad(padded.slice(0, 64))).toThrowError(
      expect.objectContaining({ code: 'envelope.malformed' }),
    );
    expect(() => unpad(new Uint8Array())).toThrowError(
      expect.objectContaining({ code: 'envelope.malformed' }),
    );
  });
});
