import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at } from '../../testing/test-actions.js';

const FRIEND = 'https://friend.example';
const app = await createTestApp({ environment: { CORS_ALLOWED_ORIGINS: FRIEND } });
afterAll(() => app.close());
describe('request of another site', () => {
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

  it('cannot change anything with the cookies of its visitor', async () => {
    const { refreshToken } = await app.signedIn();
    const headers = { ...crossSite, cookie: `__Host-refresh=${refreshToken}` };
    const refused = { status: 403, body: { code: 'request.cross_site' } };
    expect(await app.http.post(at('/auth/refresh-tokens'), {}, { headers })).toMatchObject(refused);
    expect(await app.http.post(at('/note'), { content: 'planted' }, { headers })).toMatchObject(refused);
    const form = { 'content-type': 'text/plain', cookie: headers.cookie };
    const posted = await app.http.send('POST', at('/auth/refresh-tokens'), { headers: form, body: '{}' });
    expect(posted.status).toBe(415);
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
