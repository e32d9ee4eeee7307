import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from './base64url.js';
import { parseLinkSecret } from './link-secret.js';

const secret = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const other = 'HBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBAQHBA';
const [start, end] = [secret.slice(0, 11), secret.slice(11)];
const incomplete = expect.objectContaining({ code: 'link.incomplete' });

describe('parseLinkSecret', () => {
  it.each([
    secret,
    `#${secret}`,
    `#${secret}&utm_source=mail`,
    `#${secret}&utm_campaign=${other}`,
    `${secret}?fbclid=IwAR0`,
    `#${secret}#top`,
    `#${secret}:~:text=hello`,
    `#${secret}/`,
    `#${secret}.`,
    `#${secret},`,
    `#${secret}).`,
    `#${secret}*`,
    `#${secret}>`,
    `#${secret}%3E`,
    `#${secret} `,
    `#${secret}%20`,
    `#${secret}\u00bb`,
  ])('finds the secret in %j, which continues after it', (fragment) => {
    expect(parseLinkSecret(fragment)).toBe(secret);
  });

  it.each([
    `##${secret}`,
    `#/${secret}`,
    `#!${secret}`,
    `#/#${secret}`,
    ` ${secret}`,
    `# ${secret}`,
    `#%20${secret}`,
    `#%2520${secret}`,
    `#%0D%0A${secret}`,
    `#\u200b${secret}`,
    `#%E2%80%8B${secret}`,
    `#%EF%BB%BF${secret}`,
    `#%23${secret}`,
    `#%25252523${secret}`,
    `#"${secret}"`,
    `#<${secret}>`,
    `#%3C${secret}%3E`,
    `#[${secret}]`,
    `#*${secret}*`,
    `#_${secret}_`,
    `#__${secret}__`,
    `#key=${secret}`,
    `#t=${secret}`,
    `#t%3D${secret}`,
    `#t=3D${secret}`,
    `#t=%20${secret}`,
    `#35;${secret}`,
    `=23${secret}`,
    `?utm_source=mail&utm_medium=x#${secret}`,
    `%3Futm_source%3Dmail%23${secret}`,
  ])('finds the secret in %j, which begins before it', (fragment) => {
    expect(parseLinkSecret(fragment)).toBe(secret);
  });

  it.each([
    `#${start} ${end}`,
    `#${start}%20${end}`,
    `#${start}%2520${end}`,
    `#${start}\r\n${end}`,
    `#${start}\n\t${end}`,
    `#${start}%0D%0A${end}`,
    `#${start}%250D%250A${end}`,
    `#${start}=\r\n${end}`,
    `#${start}=${end}`,
    `#${start}%3D%0D%0A${end}`,
    `#${start}\u00ad${end}`,
    `#${start}%C2%AD${end}`,
    `#${start}%E2%80%8B${end}`,
    `#${start}\u00a0${end}.`,
    `#A%0D%0A${secret.slice(1)}`,
    `#${secret.slice(0, -1)}%0D%0A8`,
    `#t=${start}%0D%0A${end}`,
    `#${start}%0D%0A${end.slice(0, 9)}%0D%0A${end.slice(9)}%0D%0ASee you on Monday.`,
  ])('joins the wrapped secret in %j', (fragment) => {
    expect(parseLinkSecret(fragment)).toBe(secret);
  });

  it('restores each secret, however often it was escaped and wherever it was wrapped', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const position = fc.integer({ min: 1, max: 42 });
    fc.assert(
      fc.property(bytes, position, fc.integer({ min: 0, max: 3 }), (random, at, encodings) => {
        const sent = encodeBase64url(random);
        let mangled = `# ${sent.slice(0, at)}\r\n${sent.slice(at)}`;
        for (let round = 0; round < encodings; round++) mangled = encodeURIComponent(mangled);
        expect(parseLinkSecret(mangled)).toBe(sent);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '',
    '#',
    '#main',
    `#${secret.slice(0, -1)}`,
    `#${secret.slice(1)}`,
    `#t=${secret.slice(1)}`,
    `#${secret}A`,
    `#${secret}_utm`,
    `#${secret.slice(0, -1)}9`,
    `#${secret.replace('E', '+')}`,
    `#${secret.replace('E', 'é')}`,
    `#${secret.replace('E', ' ')}`,
    `#k=${secret}&l=${other}`,
    `#%${secret.slice(1)}`,
    '#%E0%A4%A',
  ])('rejects %j as an incomplete link', (fragment) => {
    expect(() => parseLinkSecret(fragment)).toThrowError(incomplete);
  });
});
