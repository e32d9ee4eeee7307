import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainAddress } from './address.js';

describe('isPlainAddress', () => {
  it.each([
    'ada@example.com',
    'ada.lovelace+notes@mail.example.co.uk',
    "o'hara!#$%&*/=?^_`{|}~-@example.com",
    'ada@xn--bcher-kva.example',
    'ada@localhost',
    `${'a'.repeat(64)}@example.com`,
  ])('accepts %s', (address) => {
    expect(isPlainAddress(address)).toBe(true);
  });

  it.each([
    '',
    'ada',
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
    '.ada@example.com',
    'ada..lovelace@example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@example.com\0',
    'ädа@example.com',
    'ada@bücher.example',
    ' ada@example.com',
    'ada@example.com ',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abcdefgh.'.repeat(30)}com`,
  ])('rejects %j', (address) => {
    expect(isPlainAddress(address)).toBe(false);
  });

  it('rejects a character that ends or splits an address, at any position', () => {
    const separator = fc.constantFrom('\r', '\n', ',', ';', '<', '>', '"', '(', ')', ':', ' ', '\0', '\\');
    fc.assert(
      fc.property(fc.nat(15), separator, (position, character) => {
        const address = 'ada@example.com';
        expect(isPlainAddress(address.slice(0, position) + character + address.slice(position))).toBe(false);
      }),
    );
  });
});
