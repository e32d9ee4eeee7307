import { describe, expect, it } from 'vitest';
import { isIntact } from './intact.js';
import {
  addressOf,
  completeLink,
  findLink,
  isRoutable,
  parseLink,
  secretIn,
  separatedLinks,
} from './link.js';

const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const SLUG = '9b1c0e0a-6f1e-4a53-9c7e-2f0f8a1b2c3d';
const NOTE = `/secret/${SLUG}#${KEY}`;
const [start, end] = [KEY.slice(0, 20), KEY.slice(20)];

describe('findLink', () => {
  const link = { page: '/secret', slug: SLUG, secret: KEY };

  it.each([
    `https://notes.example${NOTE}`,
    `  https://notes.example${NOTE}\n`,
    `<https://notes.example${NOTE}>`,
    `HTTPS://NOTES.example${NOTE}`,
    `notes.example${NOTE}`,
    NOTE,
    `Here it is: https://notes.example${NOTE}\r\nSee you on Monday.`,
    `https://notes.example/secret/${SLUG}%23${KEY}`,
    `https://notes.example/secret/${SLUG.slice(0, 9)}\r\n${SLUG.slice(9)}#${start}\r\n${end}\r\nSee you.`,
    `https://gateway.example/?url=https%3A%2F%2Fnotes.example%2Fsecret%2F${SLUG}%23${KEY}&data=05`,
  ])('finds the link in %j', (text) => {
    expect(findLink(text, 'notes.example')).toEqual(link);
  });

  it('finds the link of an email', () => {
    const text = `Confirm: https://notes.example/verify#t=${KEY}\nThis link works once.`;
    expect(findLink(text, 'notes.example')).toEqual({ page: '/verify', slug: null, secret: KEY });
  });

  it.each(['', KEY, 'see https://notes.example/about', `https://other.example${NOTE}`])(
    'finds none in %j',
    (text) => {
      expect(findLink(text, 'notes.example')).toBeNull();
    },
  );
});

describe('completeLink', () => {
  const note = { page: '/secret', slug: SLUG } as const;
  const host = 'notes.example';

  it.each([KEY, `#${KEY}`, ` ${KEY}\n`, `${start}\r\n${end}`, `%23${KEY}`, `https://notes.example${NOTE}`])(
    'completes the link of a note with %j',
    (text) => {
      expect(completeLink(note, text, host)).toEqual({ ...note, secret: KEY });
    },
  );

  it('follows the link of another page', () => {
    const link = { page: '/verify', slug: null, secret: KEY };
    expect(completeLink(note, `https://notes.example/verify#t=${KEY}`, host)).toEqual(link);
    expect(completeLink({ page: '/verify', slug: null }, KEY, host)).toEqual(link);
  });

  it.each(['', 'the key', KEY.slice(1), `https://other.example${NOTE}`])('finds nothing in %j', (text) => {
    expect(completeLink(note, text, host)).toBeNull();
  });

  it('needs the whole link if the slug is missing as well', () => {
    const nameless = { page: '/secret', slug: null } as const;
    expect(completeLink(nameless, KEY, host)).toBeNull();
    expect(completeLink(nameless, NOTE, host)).toEqual({ ...note, secret: KEY });
  });
});

describe('parseLink', () => {
  it.each([
    NOTE,
    `/secret/${SLUG}`,
    `/verify#t=${KEY}`,
    `/oauth/callback#code=${KEY}`,
    '/change-email/stop',
    '/notices/stop',
  ])('reads what addressOf writes, which is intact: %s', (address) => {
    const link = parseLink(address);
    expect(link === null ? null : addressOf(link)).toBe(address);
    expect(isIntact(address)).toBe(true);
  });
});

describe('separatedLinks', () => {
  const fragment = KEY;

  it.each([
    [`a-custom-link${KEY}`, [{ slug: 'a-custom-link', fragment }]],
    [
      `a-link-${KEY}`,
      [
        { slug: 'a-link-', fragment },
        { slug: 'a-link', fragment },
      ],
    ],
    [`a-link23${KEY}`, [expect.anything(), { slug: 'a-link', fragment }]],
    [`${SLUG}${KEY.slice(9)}`, [{ slug: SLUG, fragment: KEY.slice(9) }]],
    [SLUG, []],
    [KEY, []],
    ['a-custom-link', []],
    [`a-custom-link${'t'.repeat(43)}`, []],
  ])('lists what %s may have been', (path, links) => {
    expect(separatedLinks(path)).toEqual(links);
  });
});

describe('isRoutable', () => {
  it.each(['/', `/secret/${SLUG}`, '/%E0%A4%A4', '/%25'])('accepts %s', (path) => {
    expect(isRoutable(path)).toBe(true);
  });

  it.each(['/%', '/secret/%E0%A4', '/a%2'])('rejects %s', (path) => {
    expect(isRoutable(path)).toBe(false);
  });
});

describe('secretIn', () => {
  it('returns null instead of an error', () => {
    expect([secretIn(` ${KEY} `), secretIn(KEY.slice(1))]).toEqual([KEY, null]);
  });
});
