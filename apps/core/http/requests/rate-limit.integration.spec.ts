import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, noteAt } from '../../testing/test-actions.js';
import type { TestRequest } from '../../testing/http-client.js';

const LIMITS = { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '1', RATELIMIT_BURST: '9' };
const app = await createTestApp({ environment: LIMITS });
const behindProxy = await createTestApp({
  environment: { ...LIMITS, TRUST_PROXY: '127.0.0.1,127.0.1.0/24' },
});
afterAll(() => behindProxy.close());
afterAll(() => app.close());
const POLICY = '"rate";q=1;w=1, "burst";q=9;w=10';
const ALLOWED_AT_ONCE = 10;
/** Requests that the limits allow: one more per second, and another burst every ten. */
const allowedWithin = (seconds: number) => ALLOWED_AT_ONCE + Math.ceil(seconds) + 9 * Math.ceil(seconds / 10);

const from = (localAddress: string) => () => ({ localAddress });

const pretend = (index: number) => ({
  localAddress: '127.0.0.15',
  headers: {
    'x-forwarded-for': `203.0.113.${index}`,
    forwarded: `for=203.0.113.${index}`,
    'x-real-ip': `203.0.113.${index}`,
  },
});

describe('rate limit', () => {
  const requestOften = async (
    times: number,
    options: (index: number) => TestRequest = () => ({}),
    path = '/api/ping',
  ) => {
    const pending = Array.from({ length: times }, (_, index) => app.http.get(path, options(index)));
    const responses = await Promise.all(pending);
    return responses.filter(({ status }) => status === 429);
  };
  it('rejects requests over the rate and the burst with 429, Retry-After and RateLimit', async () => {
    const startedAt = performance.now();
    const rejected = await requestOften(60, from('127.0.0.10'));
    const allowed = 60 - rejected.length;
    expect(allowed).toBeGreaterThanOrEqual(ALLOWED_AT_ONCE);
    expect(allowed).toBeLessThanOrEqual(allowedWithin((performance.now() - startedAt) / 1_000));
    for (const response of rejected) {
      expect(Number(response.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(response.headers['ratelimit']).toMatch(/^"rate";r=0;t=1, "burst";r=0;t=\d+$/);
      expect(response.headers['ratelimit-policy']).toBe(POLICY);
      expect(response.headers['cache-control']).toBe('no-store');
      expect(response.body).toEqual({
        message: 'too many requests',
        code: 'request.rate_limited',
        request_id: response.headers['x-request-id'],
      });
    }
  });

  it('shows what is left on every limited route, also in errors, so that clients can pace themselves', async () => {
    const paths = ['/api/ping', '/api/v1/instance', noteAt('unknown'), '/api/v1/nothing', '/api/v1/me'];
    for (const [index, path] of paths.entries()) {
      const { headers } = await app.http.get(path, { localAddress: `127.0.4.${index}` });
      expect(headers).toMatchObject({ 'ratelimit-policy': POLICY, ratelimit: '"rate";r=0;t=1' });
    }
    expect((await app.http.get('/health/live')).headers).not.toHaveProperty('ratelimit');
  });

  it('shows the limit of mails beside that of requests', async () => {
    const { headers } = await app.http.post(
      at('/auth/resend-verification-email'),
      { email: 'ada@example.org' },
      { localAddress: '127.0.4.99' },
    );
    expect(headers['ratelimit-policy']).toBe(`${POLICY}, "mails-from";q=10;w=300`);
    expect(headers['ratelimit']).toBe('"rate";r=0;t=1, "mails-from";r=9;t=300');
  });

  it('readmits the client later, and never rejects another one', async () => {
    expect((await requestOften(60, from('127.0.0.11'))).length).toBeGreaterThan(0);
    expect(await requestOften(1, from('127.0.0.12'))).toEqual([]);
    const readmitted = () => app.http.get('/api/ping', { localAddress: '127.0.0.11' });
    await expect.poll(readmitted, { interval: 250 }).toMatchObject({ status: 200 });
  });

  it('counts unknown URLs too', async () => {
    expect((await requestOften(60, from('127.0.0.13'), '/api/v1/nothing')).length).toBeGreaterThan(0);
  });

  it.each(['/%61pi/ping', 'http://localhost/api/ping'])('cannot be bypassed by the URL %s', async (path) => {
    expect((await requestOften(60, from(`127.0.2.${path.length}`), path)).length).toBeGreaterThan(0);
  });

  it('does not count health checks', async () => {
    expect(await requestOften(60, from('127.0.0.14'), '/health/live')).toEqual([]);
  });

  it('cannot be bypassed by X-Forwarded-For if no proxy is trusted', async () => {
    expect((await requestOften(60, pretend)).length).toBeGreaterThan(0);
  });
});

describe('rate limit behind TRUST_PROXY', () => {
  const refusals = async (localAddress: string, forwardedFor: (index: number) => string) => {
    const pending = Array.from({ length: 60 }, (_, index) =>
      behindProxy.http.get('/api/ping', {
        localAddress,
        headers: { 'x-forwarded-for': forwardedFor(index) },
      }),
    );
    return (await Promise.all(pending)).filter(({ status }) => status === 429).length;
  };

  it.each(['127.0.0.1', '127.0.1.77'])(
    'counts the client that the trusted proxy %s reports',
    async (proxy) => {
      expect(await refusals(proxy, (index) => `203.0.113.${index}`)).toBe(0);
      expect(await refusals(proxy, () => `198.51.100.${proxy.length}`)).toBeGreaterThan(0);
    },
  );

  it('uses the last address only, since clients write the earlier ones', async () => {
    expect(await refusals('127.0.0.1', (index) => `203.0.113.${index}, 192.0.2.1`)).toBeGreaterThan(0);
  });

  it('ignores `X-Forwarded-For` of untrusted peers', async () => {
    expect(await refusals('127.0.0.20', (index) => `203.0.113.${index}`)).toBeGreaterThan(0);
  });

  it.each<[string, (index: number) => string]>([
    ['a port', (index) => `203.0.113.50:${40_000 + index}`],
    ['a port behind a trusted hop with a port', (index) => `203.0.113.51:${index}, 127.0.1.7:${index}`],
    [
      'IPv4-mapped notations',
      (index) => ['203.0.113.52', '::ffff:203.0.113.52', '::ffff:cb00:7134'][index % 3] ?? '',
    ],
    ['brackets, ports and zones', (index) => `[2001:db8:9:9::1%eth${index}]:${index}`],
    ['words that name no client', (index) => `unknown-${index}`],
    ['several headers in one', (index) => `198.51.100.${index}, 203.0.113.53`],
  ])('counts one client however its proxy writes the address: %s', async (_how, forwardedFor) => {
    expect(await refusals('127.0.0.1', forwardedFor)).toBeGreaterThan(0);
  });

  it('counts the addresses of an IPv6 /64 network together', async () => {
    expect(await refusals('127.0.0.1', (index) => `2001:db8:1:2::${index.toString(16)}`)).toBeGreaterThan(0);
    expect(await refusals('127.0.0.1', (index) => `2001:db8:${index.toString(16)}::1`)).toBe(0);
  });
});
