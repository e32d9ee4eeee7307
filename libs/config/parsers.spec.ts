import { describe, expect, it } from 'vitest';
import { boolean, domains, durationMs, integer, list, mailbox, share, webOrigin } from './parsers.js';

const isValid = (schema: { safeParse(text: string): { success: boolean } }, text: string) =>
  schema.safeParse(text).success;

describe('boolean', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('reads %s', (text, value) => {
    expect(boolean.parse(text)).toBe(value);
  });

  it.each(['', 'yes', 'on', 'flase', ' true', '2'])('rejects "%s"', (text) => {
    expect(isValid(boolean, text)).toBe(false);
  });
});

describe('integer', () => {
  it.each(['1', '200', '007'])('accepts %s from 1 to 200', (text) => {
    expect(integer(1, 200).parse(text)).toBe(Number(text));
  });

  it.each(['0', '201', '-1', '1.5', '1e2', '0x10', ' 1', '', '99999999999999999999'])(
    'rejects "%s" from 1 to 200',
    (text) => {
      expect(isValid(integer(1, 200), text)).toBe(false);
    },
  );
});

describe('share', () => {
  it.each(['0', '0.05', '1', '1.0'])('accepts %s', (text) => {
    expect(share.parse(text)).toBe(Number(text));
  });

  it.each(['1.1', '-0.1', '5%', '.5', '1.', 'NaN', ''])('rejects "%s"', (text) => {
    expect(isValid(share, text)).toBe(false);
  });
});

describe('durationMs', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['250ms', 250],
    ['1.5s', 1_500],
    ['2 m', 120_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
  ])('reads %s as %d ms', (text, milliseconds) => {
    expect(durationMs.parse(text)).toBe(milliseconds);
  });

  it.each(['30', '1w', '-5s', '5 s s', 's', '1h30m', '', 'Infinitys'])('rejects "%s"', (text) => {
    expect(isValid(durationMs, text)).toBe(false);
  });
});

describe('list', () => {
  it.each([
    ['', []],
    [' , ', []],
    ['a', ['a']],
    ['a,b , c,', ['a', 'b', 'c']],
  ])('reads "%s"', (text, parts) => {
    expect(list.parse(text)).toEqual(parts);
  });
});

describe('domains', () => {
  it.each([
    ['', []],
    ['Example.COM , bücher.example', ['example.com', 'xn--bcher-kva.example']],
  ])('reads "%s" in ASCII', (text, found) => {
    expect(domains.parse(text)).toEqual(found);
  });

  it.each(['com', '-a.example', '*.example.com', 'ada@example.com'])('rejects "%s"', (text) => {
    expect(isValid(domains, text)).toBe(false);
  });
});

describe('webOrigin', () => {
  it.each([
    ['https://notes.example.com', 'https://notes.example.com'],
    ['https://notes.example.com/', 'https://notes.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['HTTPS://Notes.Example.COM', 'https://notes.example.com'],
    ['https://notes.example.com:443', 'https://notes.example.com'],
    ['http://notes.lan:80/', 'http://notes.lan'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('reads %s as %s', (text, origin) => {
    expect(webOrigin.parse(text)).toBe(origin);
  });

  it.each([
    'notes.example.com',
    'https://notes.example.com/app',
    'https://a.example?x',
    'https://ada@a.example',
    '',
  ])('rejects "%s"', (text) => {
    expect(isValid(webOrigin, text)).toBe(false);
  });
});

describe('mailbox', () => {
  it.each([
    ['notes@example.com', { address: 'notes@example.com', name: null }],
    ['notes@localhost', { address: 'notes@localhost', name: null }],
    ['notes@xn--e1afmkfd.xn--p1ai', { address: 'notes@xn--e1afmkfd.xn--p1ai', name: null }],
    ['notes@пример.рф', { address: 'notes@xn--e1afmkfd.xn--p1ai', name: null }],
    ['<notes@example.com>', { address: 'notes@example.com', name: null }],
    ['Onasty <notes@example.com>', { address: 'notes@example.com', name: 'Onasty' }],
    ['Grüße & Co. <notes@example.com>', { address: 'notes@example.com', name: 'Grüße & Co.' }],
    ['"Notes, Inc." <notes@example.com>', { address: 'notes@example.com', name: 'Notes, Inc.' }],
  ])('reads %s', (text, value) => {
    expect(mailbox.parse(text)).toEqual(value);
  });

  it.each([
    'notes',
    'notes@foo-.com',
    'Onasty notes@example.com',
    'Onasty <notes>',
    'a@example.com, b@example.com',
    'A <a@example.com>, B <b@example.com>',
    'Onasty\r\nBcc: b@example.com <a@example.com>',
    `${'x'.repeat(101)} <a@example.com>`,
  ])('rejects %j', (text) => {
    expect(isValid(mailbox, text)).toBe(false);
  });
});
