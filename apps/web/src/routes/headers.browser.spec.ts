import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';

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

describe('pages of the web UI', () => {
  const website = useWebsite();

  it.each(['/', '/about', '/secret/any', '/no-such-page', '/secret/no.such/page', '/secret/%E0%A4'])(
    '%s has exactly one strict CSP and is not stored',
    async (path) => {
      const response = await fetch(website.url + path);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      const csp = response.headers.get('content-security-policy') ?? '';
      // Several headers would be joined by a comma.
      expect(csp).not.toContain(',');
      expect(csp.split('; ')).toEqual(expect.arrayContaining(CSP));
      expect(csp).not.toMatch(/unsafe-|https?:|\*/);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const html = await response.text();
      expect(html).not.toMatch(/http-equiv="?content-security-policy/i);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    },
  );

  it.each([
    '/',
    '/about',
    '/secret/any',
    '/no-such-page',
    '/favicon.svg',
    '/manifest.webmanifest',
    '/robots.txt',
    '/mailbox',
    '/mailbox/style.css',
    '/mailbox/no-such-mail',
    '/api/ping',
    '/api/v1/nothing',
    '/api/docs',
    '/health/ready',
    '/.well-known/change-password',
    '/.well-known/security.txt',
  ])('%s has the security headers of every response', async (path) => {
    const { headers } = await fetch(website.url + path, { redirect: 'manual' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; .*trusted-types /),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(headers.get('x-robots-tag')).toBe(['/', '/about'].includes(path) ? null : 'noindex');
    expect(headers.has('set-cookie')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('respond with 404 for an unknown path, in JSON below /api', async () => {
    expect((await fetch(`${website.url}/secret/any`)).status).toBe(200);
    expect((await fetch(`${website.url}/no-such-page`)).status).toBe(404);
    const unknown = await fetch(`${website.url}/api/v1/nothing`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'route.not_found' });
  });

  it('include the documentation of the API, which breaks no policy', async () => {
    const visitor = await website.visitor();
    await visitor.page.goto(`${website.url}/api/docs#/notes/notes.meta`);
    await visitor.page.getByText('The note stays unread').first().waitFor();
    expect(visitor.errors).toEqual([]);
  });

  it('include images, which have the CSP too', async () => {
    const { headers } = await fetch(`${website.url}/favicon.svg`);
    expect(headers.get('content-type')).toContain('image/svg+xml');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
