import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseEnvelope, sealedLength } from './envelope.js';
import { seal } from './seal.js';

const unsupported = expect.objectContaining({ code: 'envelope.unsupported_version' });

describe('parseEnvelope', () => {
  let envelope: string;
  let head: string;
  let iv: string;
  let ciphertext: string;

  beforeAll(async () => {
    ({ envelope } = await seal('a secret'));
    const [first = '', header = '', ...rest] = envelope.split('.');
    [head, iv = '', ciphertext = ''] = [`${first}.${header}`, ...rest];
  });

  it('reports whether the note has a password', async () => {
    expect(parseEnvelope(envelope)).toEqual({ version: 1, hasPassword: false });
    const withPassword = await seal('a secret', { password: 'swan' });
    expect(parseEnvelope(withPassword.envelope)).toEqual({ version: 1, hasPassword: true });
  });

  it('treats any text that is not an envelope as a plain note', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `onasty1.${rest}`),
    );
    fc.assert(
      fc.property(text, (content) => {
        expect(parseEnvelope(content)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, () => string]>([
    ['an empty text', () => ''],
    ['a missing part', () => `${head}.${iv}`],
    ['an empty part', () => `${head}..${ciphertext}`],
    ['an extra part', () => `${envelope}.AAAA`],
    ['a leading space', () => ` ${envelope}`],
    ['a trailing newline', () => `${envelope}\n`],
    ['a prefix with a capital', () => envelope.replace('onasty', 'Onasty')],
    ['version 0', () => envelope.replace('onasty1', 'onasty0')],
    ['a version with a leading zero', () => envelope.replace('onasty1', 'onasty01')],
    ['a short header', () => `onasty1.AQ.${iv}.${ciphertext}`],
    ['a long header', () => `onasty1.AQAA.${iv}.${ciphertext}`],
    ['a header that is not canonical', () => `onasty1.AQB.${iv}.${ciphertext}`],
    ['a short IV', () => `${head}.${iv.slice(4)}.${ciphertext}`],
    ['a long IV', () => `${head}.${iv}AAAA.${ciphertext}`],
    ['a ciphertext shorter than the smallest', () => `${head}.${iv}.${ciphertext.slice(4)}`],
    ['a ciphertext that is not base64url', () => `${envelope}=`],
  ])('treats %s as a plain note', (_, content) => {
    expect(parseEnvelope(content())).toBeNull();
  });

  it.each<[string, () => string]>([
    ['a later version', () => envelope.replace('onasty1', 'onasty2')],
    ['a later version with other lengths', () => 'onasty12.AQAAAA.AAAA.AAAA'],
    ['a later header', () => `onasty1.AgA.${iv}.${ciphertext}`],
    ['an unknown flag', () => `onasty1.AQI.${iv}.${ciphertext}`],
    ['an unknown flag beside a known one', () => `onasty1.AYE.${iv}.${ciphertext}`],
  ])('rejects %s as an unsupported version', (_, content) => {
    expect(() => parseEnvelope(content())).toThrowError(unsupported);
  });
});

describe('sealedLength', () => {
  it('equals the length of the envelope', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 200, maxLength: 3_000 }));
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const { envelope } = await seal(content);
        expect(sealedLength(content)).toBe(envelope.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same with a password', async () => {
    const { envelope } = await seal('a secret', { password: 'swan' });
    expect(sealedLength('a secret')).toBe(envelope.length);
  });

  it('is the same for all short texts', () => {
    expect(sealedLength('')).toBe(sealedLength('p'.repeat(252)));
  });

  it('also measures a malformed text, because the form shows the length during typing', () => {
    expect(sealedLength('\ud800')).toBe(sealedLength(''));
  });
});
