import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at } from '../../testing/test-actions.js';

const cookie = '__Host-refresh=any';
const BEHIND_PROXY = { origin: 'http://notes.lan', host: '127.0.0.1:3000' };
const FRIEND = 'https://friend.example';
const app = await createTestApp({ environment: { CORS_ALLOWED_ORIGINS: FRIEND } });
afterAll(() => app.close());
describe('request of another site', () => {
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

  it('cannot change anything with the cookies of its visitor', async () => {
    const { refreshToken } = await app.signedIn();
    const headers = { ...crossSite, cookie: `__Host-refresh=${refreshToken}` };
    const rejected = { status: 403, body: { code: 'request.cross_site' } };
    expect(await app.http.post(at('/auth/refresh-tokens'), {}, { headers })).toMatchObject(rejected);
    expect(await app.http.post(at('/note'), { content: 'planted' }, { headers })).toMatchObject(rejected);
    const form = { 'content-type': 'text/plain', cookie: headers.cookie };
    const posted = await app.http.send('POST', at('/auth/refresh-tokens'), { headers: form, body: '{}' });
    expect(posted.status).toBe(415);
  });

  it.each<[string, Record<string, string>]>([
    ['cookies and a foreign Origin', { cookie, origin: 'https://evil.example' }],
    ['cookies and a hidden Origin', { cookie, origin: 'null' }],
    ['the Origin of a sibling', { origin: 'https://evil.localhost', 'sec-fetch-site': 'same-site' }],
    ['the Origin of another port', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['no Origin, from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('with %s is rejected', async (_what, headers) => {
    const response = await app.http.post(at('/note'), { content: 'planted' }, { headers });
    expect(response).toMatchObject({ status: 403, body: { code: 'request.cross_site' } });
  });

  it.each<[string, Record<string, string>]>([
    ['FRONTEND_URL', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['the host that it calls', { cookie, origin: 'http://notes.lan:3000', host: 'notes.lan:3000' }],
    [
      'its own site behind a proxy that changes the Host',
      { cookie, ...BEHIND_PROXY, 'sec-fetch-site': 'same-origin' },
    ],
    ['its own insecure site behind a proxy that changes the Host', BEHIND_PROXY],
    ['no page, as from a script', {}],
  ])('with the Origin of %s may write', async (_what, headers) => {
    const response = await app.http.post(at('/note'), { content: 'our own' }, { headers });
    expect(response.status).toBe(201);
  });

  it('may read, and may write if its origin is allowed', async () => {
    expect((await app.http.get('/api/ping', { headers: crossSite })).status).toBe(200);
    const headers = { 'sec-fetch-site': 'cross-site', origin: FRIEND };
    const response = await app.http.post(at('/note'), { content: 'from a friend' }, { headers });
    expect([response.status, response.headers['access-control-allow-origin']]).toEqual([201, FRIEND]);
  });

  it('cannot change the issuer of tokens by its Host header', async () => {
    const { accessToken } = await app.signedIn();
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      authorization: `Bearer ${accessToken}`,
    };
    expect((await app.http.get(at('/me'), { headers })).status).toBe(200);
    const [, body = ''] = accessToken.split('.');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString()).iss).toBe('http://localhost:3000');
  });
});
