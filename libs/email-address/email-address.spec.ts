import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emailKey, parseEmailAddress } from './email-address.js';

const text = (characters: string, minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...characters.split('')), { minLength, maxLength }).map((parts) => parts.join(''));
const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** RFC 5321, section 4.1.2: Dot-string. */
const localPart = fc
  .array(text(`${LETTERS_AND_DIGITS}!#$%&'*+-/=?^_\`{|}~`, 1, 20), { minLength: 1, maxLength: 3 })
  .map((atoms) => atoms.join('.'));
const letter = text(LETTERS_AND_DIGITS.slice(0, 52), 1, 1);
/** Without hyphens in places 3 and 4, which announce an encoded label. */
const label = fc
  .tuple(letter, text(LETTERS_AND_DIGITS, 0, 1), text(LETTERS_AND_DIGITS, 0, 20), text('-', 0, 1), letter)
  .map((parts) => parts.join(''));
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

describe('parseEmailAddress', () => {
  it('accepts every plain address of RFC 5321 and lower-cases its domain', () => {
    fc.assert(
      fc.property(localPart, domain, (local, host) => {
        expect(parseEmailAddress(`${local}@${host}`)).toBe(`${local}@${host.toLowerCase()}`);
      }),
    );
  });

  it('leaves its own result unchanged, whatever the text', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(localPart, fc.string({ unit: 'grapheme' })).map((parts) => parts.join('@')),
      fc.tuple(fc.string(), domain).map((parts) => parts.join('@')),
    );
    fc.assert(
      fc.property(anything, (typed) => {
        const address = parseEmailAddress(typed);
        if (address === null) return;
        expect(parseEmailAddress(address)).toBe(address);
        expect(address).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['ada@example.com', 'ada@example.com'],
    [' ada@example.com\t', 'ada@example.com'],
    ['Ada.Lovelace+notes@Mail.Example.CO.UK', 'Ada.Lovelace+notes@mail.example.co.uk'],
    ['ada@localhost', 'ada@localhost'],
    ['ada@corp', 'ada@corp'],
    ['ada@1and1.example', 'ada@1and1.example'],
    ['ada@3.example', 'ada@3.example'],
    ['ada@xn--e1afmkfd.xn--p1ai', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@ПРИМЕР。РФ', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え.テスト', `ada@${domainToASCII('例え.テスト')}`],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`ada@${'a'.repeat(63)}.com`, `ada@${'a'.repeat(63)}.com`],
  ])('accepts %j', (typed, address) => {
    expect(parseEmailAddress(typed)).toBe(address);
  });

  it.each([
    '',
    'ada',
    '@',
    '@example.com',
    'ada@',
    'ada@example.com\r\nRCPT TO:<evil@example.org>',
    'ada@example.com\nBcc: evil@example.org',
    'ada@example.com\r',
    'ada@example.com,evil@example.org',
    'ada@example.com;evil@example.org',
    'ada@example.com evil@example.org',
    '<evil@example.org>',
    'Ada <ada@example.com>',
    'ada@example.com> <evil@example.org',
    '"ada@example.com evil@example.org"@example.com',
    '"ada"@example.com',
    'ada(evil@example.org)@example.com',
    'group:ada@example.com',
    'ada@example.com@evil.example',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@2130706433',
    'ada@0x7f.1',
    '.ada@example.com',
    'ada.@example.com',
    'ada..lovelace@example.com',
    'ada@example..com',
    'ada@.example.com',
    'ada@example.com.',
    'ada@-example.com',
    'ada@foo-.com',
    'ada@foo_bar.com',
    'ada@example.com:25',
    'ada@example.com/path',
    'ada@%65xample.com',
    'ada@example.com\0',
    'ada@exa\u200bmple.com',
    'ada@exa\u00admple.com',
    'ada\u200b@example.com',
    'аda@example.com',
    'ada@exаmple.com',
    'ädа@example.com',
    'ada@xn--a.example',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abcdefgh.'.repeat(30)}com`,
    `ada@${'ü'.repeat(60)}.example`,
  ])('rejects %j', (typed) => {
    expect(parseEmailAddress(typed)).toBeNull();
  });

  it('rejects a character that ends or splits an address, at any position', () => {
    const separator = fc.constantFrom('\r', '\n', ',', ';', '<', '>', '"', '(', ')', ':', '\0', '\\', '@');
    fc.assert(
      fc.property(fc.nat(15), separator, (position, character) => {
        const address = 'ada@example.com';
        expect(
          parseEmailAddress(address.slice(0, position) + character + address.slice(position)),
        ).toBeNull();
      }),
    );
  });
});

describe('emailKey', () => {
  it.each([
    ['ADA@EXAMPLE.COM', 'ada@example.com'],
    [' ada@example.com ', 'ada@example.com'],
    ['Ada@Пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@XN--E1AFMKFD.xn--p1ai', 'ada@пример.рф'],
  ])('is the same for %j and %j', (one, other) => {
    expect(emailKey(one)).toBe(emailKey(other));
  });

  it('differs for different addresses, and for texts that are no address', () => {
    const keys = ['ada@example.com', 'bob@example.com', 'ada@example.org', 'ada', 'ada@foo-.com'];
    expect(new Set(keys.map(emailKey)).size).toBe(keys.length);
  });
});
