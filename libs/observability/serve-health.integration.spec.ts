import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from './logging/logger.js';
import { serveHealth, type Health } from './serve-health.js';
import { serveInternalHttp } from './serve-internal-http.js';

const lines: string[] = [];
const logger = createLogger(
  'example',
  { level: 'info', format: 'json' },
  { write: (line) => void lines.push(line) },
);
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(health: () => Health): Promise<string> {
  closers.push(await serveHealth('HEALTH_PORT', { host: '127.0.0.1', port: 0 }, health, logger));
  const address: unknown = Object(JSON.parse(lines.at(-1) ?? '')).address;
  return String(address);
}

describe('serveHealth', () => {
  it.each([
    ['ok', 200],
    ['unavailable', 503],
    ['leaving', 503],
  ] as const)('reports "%s" with %d, and is alive', async (status, code) => {
    const address = await serve(() => ({ status, details: { parts: { nats: 'up' } } }));
    const ready = await fetch(`${address}/health/ready?x=1`);
    expect([ready.status, await ready.json()]).toEqual([code, { status, parts: { nats: 'up' } }]);
    const live = await fetch(`${address}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    for (const path of ['live', 'ready']) {
      const head = await fetch(`${address}/health/${path}`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([path === 'live' ? 200 : code, '']);
    }
  });

  it.each([
    ['GET', '/'],
    ['GET', '/health'],
    ['HEAD', '/'],
    ['POST', '/health/live'],
    ['DELETE', '/health/ready'],
  ])('responds to %s %s with 404', async (method, path) => {
    const address = await serve(() => ({ status: 'ok', details: {} }));
    expect((await fetch(`${address}${path}`, { method })).status).toBe(404);
  });

  it('serves nothing without a port', async () => {
    const health = () => ({ status: 'ok', details: {} }) as const;
    const close = await serveHealth('HEALTH_PORT', { host: '127.0.0.1', port: undefined }, health, logger);
    await close();
  });

  it('names the variable if the port is in use', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const port: number = Object(other.address()).port;
    const health = () => ({ status: 'ok', details: {} }) as const;
    const serving = serveHealth('HEALTH_PORT', { host: '127.0.0.1', port }, health, logger);
    await expect(serving).rejects.toThrow(/^HEALTH_PORT: port \d+ is in use: set HEALTH_PORT/);
    other.close();
  });
});

describe('serveInternalHttp', () => {
  it('responds with 500 and logs the error if a page fails, and keeps serving', async () => {
    let fails = true;
    const page = { status: 200, contentType: 'text/plain', text: 'here' };
    const getPage = () => (fails ? Promise.reject(new Error('no page')) : page);
    const place = { host: '127.0.0.1', port: 0 };
    const { address, close } = await serveInternalHttp('HEALTH_PORT', place, getPage, logger);
    closers.push(close);
    expect((await fetch(address)).status).toBe(500);
    expect(lines.at(-1)).toMatch(/response on HEALTH_PORT failed/);
    fails = false;
    expect(await (await fetch(address)).text()).toBe('here');
  });

  it('closes although clients keep their connections', async () => {
    const page = { status: 200, contentType: 'text/plain', text: '' };
    const place = { host: '127.0.0.1', port: 0 };
    const { address, close } = await serveInternalHttp('HEALTH_PORT', place, () => page, logger);
    await (await fetch(address)).text();
    await close();
    await expect(fetch(address)).rejects.toThrow();
  });
});
