import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const apps: TestApp[] = [];
const start = async (environment: Record<string, string> = {}) => {
  const app = await createTestApp({ environment });
  apps.push(app);
  return app;
};
afterAll(async () => {
  for (const app of apps) await app.close();
});

const warnings = (app: TestApp) =>
  app
    .log()
    .filter(({ level }) => level === 'warn')
    .map(({ message }) => String(message));

const send = (app: TestApp, localAddress: string, headers: Record<string, string>) =>
  app.http.get('/api/ping', { localAddress, headers });

describe('proxy that hides its clients', () => {
  it.each([
    ['X-Forwarded-For', { 'x-forwarded-for': '203.0.113.1' }],
    ['Forwarded', { forwarded: 'for=203.0.113.1' }],
    ['X-Real-IP', { 'x-real-ip': '203.0.113.1' }],
  ])('is reported once, with its address and the variable, for %s', async (_name, headers) => {
    const app = await start();
    for (let request = 0; request < 3; request += 1) await send(app, '127.0.0.9', headers);
    expect(warnings(app)).toEqual([expect.stringMatching(/127\.0\.0\.9 .*TRUST_PROXY/)]);
  });

  it('is reported if TRUST_PROXY names another one, or if it sends no X-Forwarded-For', async () => {
    const app = await start({ TRUST_PROXY: '127.0.0.1' });
    await send(app, '127.0.0.1', { 'x-forwarded-for': '203.0.113.1' });
    await send(app, '127.0.0.9', {});
    expect(warnings(app)).toEqual([]);
    await send(app, '127.0.0.1', { forwarded: 'for=203.0.113.1' });
    expect(warnings(app)).toEqual([expect.stringContaining('127.0.0.1 ')]);
  });
});
