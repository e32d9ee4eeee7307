import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { at, newEmail, noteAt } from '../../testing/test-actions.js';
import { createNote } from '../../testing/note-actions.js';

const PROXY = { TRUST_PROXY: '127.0.0.1' };
const apps: TestApp[] = [];
afterAll(async () => {
  for (const app of apps) await app.close();
});

async function start(environment: Record<string, string>): Promise<TestApp> {
  const app = await createTestApp({ environment: { ...PROXY, ...environment } });
  apps.push(app);
  return app;
}
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const busyLines = (app: TestApp) => app.log().filter(({ message }) => message === 'busy client');

describe('denied clients', () => {
  it('are recognised by address or network in any form, and others are served', async () => {
    const app = await start({ DENY_CLIENTS: '203.0.113.7, 198.51.100.0/24,2001:db8:1::/48' });
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '198.51.100.9:4000', '2001:db8:1:2::9']) {
      const response = await app.http.get('/api/ping', from(address));
      expect(response).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
      expect(response.headers['retry-after']).toBe('3600');
    }
    for (const address of ['203.0.113.8', '198.51.101.9', '2001:db8:2::9'])
      expect((await app.http.get('/api/ping', from(address))).status).toBe(200);
    expect((await app.http.get('/health/live', from('203.0.113.7'))).status).toBe(200);
  });

  it('are found in the log by what they did, and denied by their id there', async () => {
    const app = await start({});
    const { slug } = await createNote(app.http);
    for (let guess = 0; guess < 25; guess += 1)
      await app.http.post(
        at('/auth/signin'),
        { email: newEmail(), password: 'wrong' },
        from('2001:db8:7:7::1'),
      );
    for (let guess = 0; guess < 25; guess += 1) await app.http.get(noteAt(slug), from('203.0.113.20'));
    await app.close();
    apps.pop();
    const [line, ...others] = busyLines(app);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ level: 'warn', requests: 25, rejected: 0, failed: 25, stored_bytes: 0 });
    expect(JSON.stringify(app.log())).not.toMatch(/2001:db8|203\.0\.113/);

    const denying = await start({ DENY_CLIENTS: String(line?.['client']) });
    expect((await denying.http.get('/api/ping', from('2001:db8:7:7::99'))).status).toBe(429);
    expect((await denying.http.get('/api/ping', from('2001:db8:7:8::1'))).status).toBe(200);
  });
});
