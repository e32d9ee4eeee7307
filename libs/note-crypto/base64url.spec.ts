import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url, encodedLength, isCanonicalBase64url } from './base64url.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const base64urlText = fc.string({ unit: fc.constantFrom(...alphabet.split('')), maxLength: 40 });

describe('base64url', () => {
  it('encodes as Node does, and decodes the result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(text).toHaveLength(encodedLength(bytes.length));
        expect(decodeBase64url(text)).toEqual(bytes);
      }),
      { numRuns: 1_000 },
    );
  });

  it('decodes only canonical text', () => {
    fc.assert(
      fc.property(base64urlText, (text) => {
        const isCanonical = Buffer.from(text, 'base64url').toString('base64url') === text;
        expect(isCanonicalBase64url(text)).toBe(isCanonical);
        expect(decodeBase64url(text) !== null).toBe(isCanonical);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['A', 'AAAAA', 'AA==', 'AB', 'AAB', 'AA+A', 'AA/A', 'AA A', 'AA\n', 'AAé', 'AAA\u{1f600}'])(
    'rejects %j',
    (text) => {
      expect(decodeBase64url(text)).toBeNull();
    },
  );

  it('processes 8 MiB without a stack overflow', () => {
    const bytes = new Uint8Array(8 * 1024 * 1024).fill(0xa5);
    expect(decodeBase64url(encodeBase64url(bytes))?.length).toBe(bytes.length);
  });
});
