import { describe, expect, it } from 'vitest';
import { fullLink, parseNoteLinks, type NoteLink } from './note-link.js';

const LINK: NoteLink = {
  slug: 'attic',
  url: 'https://onasty.example/secret/attic',
  linkSecret: 'secret',
  password: '',
  label: '',
  expiresAt: '2026-11-20T12:00:00.000Z',
  reusable: false,
  inAccount: false,
  copied: null,
};

describe('parseNoteLinks', () => {
  it.each([{}, { expiresAt: null }, { copied: true }, { copied: false }])(
    'returns a link with %j',
    (fields) => {
      expect(parseNoteLinks([{ ...LINK, ...fields }])).toEqual([{ ...LINK, ...fields }]);
    },
  );

  it.each(Object.keys(LINK))('leaves out a link without its %s', (field) => {
    expect(parseNoteLinks([{ ...LINK, [field]: undefined }, LINK])).toEqual([LINK]);
  });

  it.each([undefined, null, 'text', {}, [null], ['text']])('returns none for %j', (value) => {
    expect(parseNoteLinks(value)).toEqual([]);
  });
});

describe('fullLink', () => {
  it('ends with the link secret', () => {
    expect(fullLink(LINK)).toBe('https://onasty.example/secret/attic#secret');
  });
});
