import { describe, expect, it } from 'vitest';
import { formatNoteLink, parseNoteLink } from './note-link.js';

const SECRET = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const link = `https://notes.example/secret/for-ada#${SECRET}`;
const parts = { server: 'https://notes.example', slug: 'for-ada', linkSecret: SECRET };
const GENERATED = '573989fa-4677-4d27-9887-acacec9d8bb6';
const generatedLink = `https://notes.example/secret/${GENERATED}`;
const generatedParts = { ...parts, slug: GENERATED };

describe('parseNoteLink', () => {
  it.each([
    ['as it was sent', link, parts],
    ['between spaces', `  ${link}\n`, parts],
    ['in angle brackets', `<${link}>`, parts],
    ['in a sentence', `Read ${link}, please.`, parts],
    ['escaped', link.replace('#', '%23'), parts],
    ['with a doubled slash', link.replace('/secret', '//secret'), parts],
    ['in upper case', link.replace('https://notes', 'HTTPS://NOTES'), parts],
    ['wrapped within its slug', link.replace('for-ada', 'for-\r\n> ada'), parts],
    ['wrapped before its key', link.replace('#', '\n  #'), parts],
    ['without its #', `${generatedLink}${SECRET}`, generatedParts],
    ['with a slash in place of its #', `${generatedLink}/${SECRET}`, generatedParts],
    ['with a lost % in its escaped #', `${generatedLink}23${SECRET}`, generatedParts],
    [
      'with a port',
      link.replace('.example', '.example:8443'),
      { ...parts, server: 'https://notes.example:8443' },
    ],
    ['with a standard port', link.replace('.example', '.example:443'), parts],
    [
      'to a plain note',
      'http://localhost:3000/secret/for-ada',
      { server: 'http://localhost:3000', slug: 'for-ada', linkSecret: null },
    ],
  ])('parses a link %s', (_, text, expected) => {
    expect(parseNoteLink(text)).toEqual(expected);
  });

  it.each([
    ['nothing', '', 'link.malformed'],
    ['another page', 'https://notes.example/account', 'link.malformed'],
    ['another scheme', link.replace('https', 'ftp'), 'link.malformed'],
    ['a slug alone', 'for-ada', 'link.malformed'],
    ['a host that no URL may have', 'https://a b/secret/x', 'link.malformed'],
    ['an address that no URL may have', 'https://[/secret/x', 'link.malformed'],
    ['an empty key', 'https://notes.example/secret/for-ada#', 'link.incomplete'],
    ['a truncated key', link.slice(0, -1), 'link.incomplete'],
    ['a key that is too long', `${link}A`, 'link.incomplete'],
  ])('rejects %s', (_, text, code) => {
    expect(() => parseNoteLink(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('formatNoteLink', () => {
  it('is the reverse of parseNoteLink', () => {
    expect(formatNoteLink(parseNoteLink(link))).toBe(link);
    expect(formatNoteLink({ ...parts, linkSecret: null })).toBe('https://notes.example/secret/for-ada');
  });
});
