import { describe, expect, it } from 'vitest';
import { isIntact } from './intact.js';
import { repairAddress } from './link.js';

const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const OTHER = 'HBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBA';
const SLUG = '9b1c0e0a-6f1e-4a53-9c7e-2f0f8a1b2c3d';
const NOTE = `/secret/${SLUG}#${KEY}`;
const [start, end] = [KEY.slice(0, 20), KEY.slice(20)];

describe('repairAddress of the link of a note', () => {
  it.each([
    `/secret/${SLUG}`,
    `/secret/${SLUG}/`,
    `/secret/${SLUG}?utm_source=mail`,
    NOTE,
    `/secret/${SLUG}/#${KEY}`,
    `/secret/${SLUG}?utm_source=mail#${KEY}`,
    `/secret/${SLUG}?utm_campaign=${OTHER}#${KEY}`,
    `${NOTE}.`,
    `${NOTE})`,
    `${NOTE}*`,
    `${NOTE}>`,
    `${NOTE}%3E`,
    `${NOTE}%20`,
    `${NOTE}&utm_source=mail`,
  ])('leaves %s as it is', (address) => {
    expect(repairAddress(address)).toBeNull();
  });

  it.each([
    `/secret/${SLUG}%23${KEY}`,
    `/secret/${SLUG}%2523${KEY}`,
    `/secret/${SLUG}/%23${KEY}`,
    `/secret/${SLUG}%20%23${KEY}`,
    `/secret/${SLUG}%23%20${KEY}`,
    `/secret/${SLUG}%23${KEY}%20`,
    `/secret/${SLUG}%23${KEY}.`,
    `/secret/${SLUG}%23${KEY}?utm_source=mail`,
    `/secret/${SLUG}%23${KEY}&utm_source=mail`,
    `/secret/${SLUG}%3Futm_source%3Dmail%23${KEY}`,
    `/secret/${SLUG}?utm_source=mail%23${KEY}`,
    `/secret/${SLUG}?${KEY}`,
    `/secret/${SLUG}/${KEY}`,
    `/secret/${SLUG}&#35;${KEY}`,
    `/secret/${SLUG}&num;${KEY}`,
    `/secret/${SLUG}=23${KEY}`,
    `/secret%2F${SLUG}%23${KEY}`,
    `/secret/${SLUG}##${KEY}`,
    `/secret/${SLUG}#/${KEY}`,
    `/secret/${SLUG}#!${KEY}`,
    `/secret/${SLUG}#%20${KEY}`,
    `/secret/${SLUG}#%23${KEY}`,
    `/secret/${SLUG}#%E2%80%8B${KEY}`,
    `/secret/${SLUG}#t=${KEY}`,
    `/secret/${SLUG}#_${KEY}_`,
    `/secret/${SLUG}#${start}%20${end}`,
    `/secret/${SLUG}#${start}%0D%0A${end}`,
    `/secret/${SLUG}#${start}%0A%20%20${end}`,
    `/secret/${SLUG}#${start}=${end}`,
    `/secret/${SLUG}#${start}%C2%AD${end}`,
    `/secret/${SLUG}%23${start}%0D%0A${end}`,
    `/secret/${SLUG}%2523${start}%250D%250A${end}`,
    `//secret/${SLUG}#${KEY}`,
    `///secret/${SLUG}#${KEY}`,
    `/secret//${SLUG}#${KEY}`,
    `//secret//${SLUG}//#${KEY}`,
    `//secret/${SLUG}%23${KEY}`,
    `/%20secret/${SLUG}#${KEY}`,
    `/secret/%20${SLUG}#${KEY}`,
    `/secret/${SLUG}%20#${KEY}`,
    `/secret/${SLUG}%0D%0A#${KEY}`,
    `/secret/${SLUG.slice(0, 20)}%0D%0A${SLUG.slice(20)}#${KEY}`,
    `/secret/${SLUG.slice(0, 20)}%20${SLUG.slice(20)}%23${start}%20${end}`,
    `/secret/%39${SLUG.slice(1)}#${KEY}`,
    `/secret/${SLUG}.#${KEY}`,
    `/secret/%3C${SLUG}%3E#${KEY}`,
    `/secret/${SLUG}${KEY}`,
    `/secret/${SLUG}${KEY}/`,
    `/secret/${SLUG}${KEY}.`,
    `/secret/${SLUG}${KEY}?utm_source=mail`,
    `/secret/${SLUG}${KEY}#`,
    `/secret/${SLUG}${KEY}%20Bye`,
    `/secret/${SLUG}${start}%0D%0A${end}`,
    `/secret/${SLUG}.${KEY}`,
    `/secret/${SLUG},${KEY}`,
    `/secret/${SLUG}%20${KEY}`,
    `/secret/${SLUG}+${KEY}`,
    `/secret/${SLUG}%20${KEY}%20Bye`,
    `/secret/${SLUG}%20${start}%20${end}`,
    `/secret/${SLUG.slice(0, 20)}%20${SLUG.slice(20)}%20${KEY}`,
    `/secret/${SLUG}-${KEY}`,
    `/secret/${SLUG}_${KEY}`,
    `/secret/${SLUG}23${KEY}`,
    `/secret/${SLUG}2523${KEY}`,
    `/secret/${SLUG}%${KEY}`,
    `/secret/${SLUG}%E2%99%AF${KEY}`,
    `/secret/${SLUG}%EF%BC%83${KEY}`,
    `/secret/${SLUG}%E0%A4${KEY}`,
    `/secret/${SLUG}%FF%23${KEY}`,
    `/secret/${SLUG}%#${KEY}`,
    `/secret/${SLUG}%E0%A4#${KEY}`,
    `/secret/${SLUG}#%E0%A4${KEY}`,
    `/secret/${SLUG}#%${KEY}`,
  ])('restores %s', (address) => {
    expect([repairAddress(address), isIntact(address)]).toEqual([NOTE, false]);
  });

  it.each([
    [`//secret/${SLUG}`, `/secret/${SLUG}`],
    [`/secret//${SLUG}?utm_source=mail`, `/secret/${SLUG}?utm_source=mail`],
    [`/secret/${SLUG}%20`, `/secret/${SLUG}`],
    [`/secret/${SLUG}.`, `/secret/${SLUG}`],
    [`/secret/${SLUG}%`, `/secret/${SLUG}`],
    [`/secret/${SLUG}%E0%A4`, `/secret/${SLUG}`],
    ['/secret/%E0%A4', '/secret'],
    [`//secret/${SLUG}#${KEY.slice(1)}`, `/secret/${SLUG}#${KEY.slice(1)}`],
    [`/secret/${SLUG}%23${KEY.slice(1)}`, `/secret/${SLUG}#${KEY.slice(1)}`],
  ])('restores the path of %s, which has no key', (address, repaired) => {
    expect([repairAddress(address), isIntact(address)]).toEqual([repaired, false]);
  });

  it.each([
    `/secret/a-link%20${KEY}`,
    `/secret/a-link.${KEY}`,
    `/secret/a-link/${KEY}`,
    `/secret/a-link?${KEY}`,
    `/secret/a-li%20nk%20${KEY}`,
    `/secret/a-link%E0%A4${KEY}`,
    `/secret/a-link%${KEY}`,
  ])('restores the custom link %s', (address) => {
    expect(repairAddress(address)).toBe(`/secret/a-link#${KEY}`);
  });

  it.each([
    `/secret/${SLUG}#${KEY.slice(1)}`,
    `/secret/${SLUG}#k=${KEY}&l=${OTHER}`,
    `/secret/not.a.slug`,
    `/secret/${SLUG}/history`,
    `/secrets/${SLUG}#${KEY}`,
    `/secret/${'s'.repeat(256)}#${KEY}`,
    `/secret/a-custom-link${KEY}`,
    `/secret/a-custom%E0%A4-link`,
    `/about#${KEY}`,
    `/#${KEY}`,
    '/',
    '/%E0%A4%A',
  ])('leaves %s, which has no single reading', (address) => {
    expect(repairAddress(address)).toBeNull();
  });
});

describe('repairAddress of a link to an account page', () => {
  const pages: [string, string][] = [
    ['/verify', 't='],
    ['/reset-password', 't='],
    ['/change-email', 't='],
    ['/change-email/stop', 't='],
    ['/notices/confirm', 't='],
    ['/notices/stop', 't='],
    ['/oauth/callback', 'code='],
  ];

  describe.each(pages)('%s', (page, name) => {
    const sent = `${page}#${name}${KEY}`;

    it.each([
      page,
      `${page}/`,
      `${page}?error=state`,
      `${page}#`,
      sent,
      `${sent}.`,
      `${sent}&utm_source=mail`,
    ])('leaves %s as it is', (address) => {
      expect(repairAddress(address)).toBeNull();
    });

    it.each([
      `${page}%23${name}${KEY}`,
      `${page}%2523${name}${KEY}`,
      `${page}%23${encodeURIComponent(name)}${KEY}`,
      `${page}%2523${encodeURIComponent(encodeURIComponent(name))}${KEY}`,
      `${page}/%23${name}${KEY}`,
      `${page}%23%20${name}${KEY}`,
      `${page}?${name}${KEY}`,
      `${page}&#35;${name}${KEY}`,
      `${page}/${name}${KEY}`,
      `${page}=23${name.replace('=', '=3D')}${KEY}`,
      `${page}#/${name}${KEY}`,
      `${page}#%20${name}${KEY}`,
      `${page}#${name}%20${KEY}`,
      `${page}#${encodeURIComponent(name)}${KEY}`,
      `${page}#${name.replace('=', '=3D')}${KEY}`,
      `${page}#${KEY}`,
      `${page}#${name}${start}%0D%0A${end}`,
      `${page}#${name}${start}%20${end}`,
      `${page}#${name}${start}=${end}`,
      `/${page}#${name}${KEY}`,
      `/${page}%23${name}${KEY}`,
      `${page.replaceAll('/', '//')}#${name}${KEY}`,
      `${page}%20#${name}${KEY}`,
      `${page}?utm_source=mail%23${name}${KEY}`,
      `${page}${name}${KEY}`,
      `${page}23${name}${KEY}`,
      `${page}%20${name}${KEY}`,
      `${page}.${name}${KEY}`,
      `${page}%E0%A4${name}${KEY}`,
      `${page}%${name}${KEY}`,
    ])('restores %s', (address) => {
      expect([repairAddress(address), isIntact(address)]).toEqual([sent, false]);
    });

    it('restores the path of a link whose secret is truncated', () => {
      const rest = `${name}${KEY.slice(1)}`;
      expect(repairAddress(`${page}%23${rest}`)).toBe(`${page}#${rest}`);
    });

    it.each([`${page}s%23${name}${KEY}`, `${page}/other`, `${page}.html`])(
      'leaves %s, which is another page',
      (address) => {
        expect(repairAddress(address)).toBeNull();
      },
    );
  });
});
