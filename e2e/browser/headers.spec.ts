import { describe, expect, it } from 'vitest';
import { useProduct } from '../support/use-product.js';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

describe('every page', () => {
  const product = useProduct();

  it.each(['/', '/about', '/secret/any', '/no-such-page', '/secret/no.such/page'])(
    '%s is answered with exactly one strict policy, and is stored nowhere',
    async (path) => {
      const answer = await fetch(product().address + path);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      const csp = answer.headers.get('content-security-policy') ?? '';
      // Several headers would be joined by a comma.
      expect(csp).not.toContain(',');
      expect(csp.split('; ')).toEqual(expect.arrayContaining(CSP));
      expect(csp).not.toMatch(/unsafe-|https?:|\*/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const html = await answer.text();
      expect(html).not.toMatch(/http-equiv="?content-security-policy/i);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    },
  );

  it.each(['/', '/about', '/secret/any', '/no-such-page'])('%s has the other headers too', async (path) => {
    const { headers } = await fetch(product().address + path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(headers.has('set-cookie')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('that there is none of is answered with 404, as is an address of the API, in JSON', async () => {
    expect((await fetch(`${product().address}/secret/any`)).status).toBe(200);
    expect((await fetch(`${product().address}/no-such-page`)).status).toBe(404);
    const unknown = await fetch(`${product().address}/api/v1/nothing`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'route.not_found' });
  });

  it('and every image that can be opened by itself has the policy', async () => {
    const { headers } = await fetch(`${product().address}/favicon.svg`);
    expect(headers.get('content-type')).toContain('image/svg+xml');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
