import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textParts } from './text-parts.js';

const linksIn = (text: string) => textParts(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe('textParts', () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    ['see http://example.org/a?b=c#d.', 'http://example.org/a?b=c#d'],
    ['(https://example.org/a_(b))', 'https://example.org/a_(b)'],
    ['[https://example.org/a], and more', 'https://example.org/a'],
    ['<https://example.org/a>', 'https://example.org/a'],
    ['"https://example.org/a"', 'https://example.org/a'],
    ['HTTPS://EXAMPLE.ORG/A!', 'HTTPS://EXAMPLE.ORG/A'],
    ['mail mailto:ada@example.org?', 'mailto:ada@example.org'],
    ['https://example.org/ä/日本', 'https://example.org/ä/日本'],
  ])('finds the link in %j', (text, link) => {
    expect(linksIn(text)).toEqual([link]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'ftp://example.org',
    'vbscript:x',
    'example.org',
    'ada@example.org',
    'https://',
    'http:///',
    'mailto:no-address',
    'xhttps://example.org',
  ])('finds no link in %j', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('ends a link at a character that could disguise where it leads', () => {
    expect(linksIn('https://example.org/\u202egpj.exe')).toEqual(['https://example.org/']);
  });

  it('never changes the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://example.org/a', 'mailto:a@b.c', '\r\n', ' ', '(', ')', '.', '\u0000'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(
          textParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stays fast with tens of thousands of links', () => {
    const text = 'https://example.org/a '.repeat(50_000);
    expect(textParts(text)).toHaveLength(2_000);
  });
});
