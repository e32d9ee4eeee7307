import { describe, expect, it } from 'vitest';
import { parseLinkSecret } from './link-secret.js';

const secret = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';

describe('parseLinkSecret', () => {
  it.each([
    secret,
    `#${secret}`,
    `#${secret}&utm_source=mail`,
    `${secret}?fbclid=IwAR0`,
    `#${secret}#top`,
    `#${secret}:~:text=hello`,
    `#${secret}/`,
    `#${secret}.`,
    `#${secret} `,
    `#${secret}%20`,
  ])('finds the secret in %j', (fragment) => {
    expect(parseLinkSecret(fragment)).toBe(secret);
  });

  it.each([
    '',
    '#',
    `##${secret}`,
    ` ${secret}`,
    `#key=${secret}`,
    `#${secret.slice(0, -1)}`,
    `#${secret.slice(1)}`,
    `#${secret}A`,
    `#${secret}_utm`,
    `#${secret.slice(0, -1)}9`,
    `#${secret.replace('E', '+')}`,
    `#${secret.replace('E', 'é')}`,
    `#${secret.replace('E', ' ')}`,
  ])('rejects %j as an incomplete link', (fragment) => {
    expect(() => parseLinkSecret(fragment)).toThrowError(
      expect.objectContaining({ code: 'link.incomplete' }),
    );
  });
});
