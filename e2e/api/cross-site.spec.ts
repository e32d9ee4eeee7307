import { describe, expect, it } from 'vitest';
import { at, signedIn } from '../support/accounts.js';
import { useCore } from '../support/world.js';

const FRIEND = 'https://friend.example';

describe('a page of another site', () => {
  const world = useCore({ CORS_ALLOWED_ORIGINS: FRIEND });
  const http = () => world().core.http;
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

  it('can change nothing here in the name of its visitor', async () => {
    const { refreshToken } = await signedIn(world());
    const headers = { ...crossSite, cookie: `__Host-refresh=${refreshToken}` };
    const refused = { status: 403, body: { code: 'request.cross_site' } };
    expect(await http().post(at('/auth/refresh-tokens'), {}, { headers })).toMatchObject(refused);
    expect(await http().post(at('/note'), { content: 'planted' }, { headers })).toMatchObject(refused);
    const form = { 'content-type': 'text/plain', cookie: headers.cookie };
    const posted = await http().send('POST', at('/auth/refresh-tokens'), { headers: form, body: '{}' });
    expect(posted.status).toBe(415);
  });

  it('may look, and may do more when its origin is allowed', async () => {
    expect((await http().get('/api/ping', { headers: crossSite })).status).toBe(200);
    const headers = { 'sec-fetch-site': 'cross-site', origin: FRIEND };
    const answer = await http().post(at('/note'), { content: 'from a friend' }, { headers });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([201, FRIEND]);
  });

  it('leads nobody astray by the Host header: links in mails and tokens carry the configured address', async () => {
    const { accessToken } = await signedIn(world());
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      authorization: `Bearer ${accessToken}`,
    };
    expect((await http().get(at('/me'), { headers })).status).toBe(200);
    const [, body = ''] = accessToken.split('.');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString()).iss).toBe('http://localhost:3000');
  });
});
