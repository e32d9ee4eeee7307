import type { CDPSession } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';
import { NEW_PROFILE } from '../../testing/website.js';

const MAX_BYTES = 74 * 1_024;
const MAX_REQUESTS = 10;
const MAX_REQUESTS_OF_OTHERS = 16;
/** Slow 4G and a mid-range phone, as in Lighthouse. */
const SLOW_NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 750_000 / 8,
};
const SLOW_CPU_TIMES = 4;

const website = useWebsite();

describe('transfers without a cache', () => {
  it.each([
    ['start page', () => Promise.resolve('/')],
    ['page of a note', () => website.sealedLink('light')],
  ])('of the %s are few and small', async (name, path) => {
    const transfers = await transfersTo(await path());
    const bytes = transfers.reduce((sum, { length }) => sum + length, 0);
    report(`${name}: ${(bytes / 1_024).toFixed(1)} KB in ${transfers.length} requests`);
    expect(transfers.length).toBeGreaterThan(2);
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
    expect(transfers.length).toBeLessThanOrEqual(MAX_REQUESTS);
    const uncompressed = transfers.filter(({ isText, encoding }) => isText && encoding !== 'br');
    expect(uncompressed).toEqual([]);
  });

  it.each([
    '/about',
    '/account',
    '/forgot-password',
    '/no-such-page',
    '/notes',
    '/reset-password',
    '/sent',
    '/sign-in',
    '/sign-up',
    '/verify',
  ])('of %s are few', async (path) => {
    expect((await transfersTo(path)).length).toBeLessThanOrEqual(MAX_REQUESTS_OF_OTHERS);
  });
});

describe('start page', () => {
  it('requests no hashed file twice', async () => {
    const visitor = await website.visitor(NEW_PROFILE);
    await visitor.open('/');
    await visitor.page.waitForLoadState('networkidle');
    const devtools = await visitor.context.newCDPSession(visitor.page);
    const transfers = await transfersOf(devtools);
    await visitor.open('/');
    await visitor.page.waitForLoadState('networkidle');
    const hashed = [...transfers.values()].filter(({ url }) => url.includes('/immutable/'));
    expect(hashed.length).toBeGreaterThan(2);
    expect(hashed.filter(({ cached }) => !cached)).toEqual([]);
  });

  it('becomes usable on a slow phone and a slow network', async () => {
    const visitor = await website.visitor(NEW_PROFILE);
    const devtools = await visitor.context.newCDPSession(visitor.page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW_NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU_TIMES });
    const usableMs = await measureUsableMs(visitor);
    report(`field usable at 1.6 Mbit/s, ${SLOW_CPU_TIMES}x slower CPU: ${Math.round(usableMs)} ms`);
  });
});

async function transfersTo(path: string): Promise<Transfer[]> {
  const visitor = await website.visitor(NEW_PROFILE);
  const transfers = await transfersOf(await visitor.context.newCDPSession(visitor.page));
  await visitor.open(path);
  await visitor.page.waitForLoadState('networkidle');
  return [...transfers.values()];
}

interface Transfer {
  url: string;
  length: number;
  encoding: string | undefined;
  isText: boolean;
  cached: boolean;
}

async function transfersOf(devtools: CDPSession): Promise<Map<string, Transfer>> {
  const transfers = new Map<string, Transfer>();
  const fromMemory = new Set<string>();
  await devtools.send('Network.enable');
  devtools.on('Network.requestServedFromCache', ({ requestId }) => fromMemory.add(requestId));
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => /^content-encoding$/i.test(name))?.[1];
    const isText = /html|javascript|css|svg/.test(response.mimeType);
    const cached = response.fromDiskCache === true || fromMemory.has(requestId);
    transfers.set(requestId, { url: response.url, length: 0, encoding, isText, cached });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = transfers.get(requestId);
    if (transfer !== undefined) transfer.length = encodedDataLength;
  });
  return transfers;
}

/** Returns the time from navigation to the focus that hydration sets. */
async function measureUsableMs(visitor: Visitor): Promise<number> {
  await visitor.context.addInitScript(() => {
    addEventListener('focusin', () => performance.mark('usable'), { once: true });
  });
  await visitor.open('/');
  const marked = () => visitor.page.evaluate(() => performance.getEntriesByName('usable')[0]?.startTime ?? 0);
  await expect.poll(marked).toBeGreaterThan(0);
  return marked();
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
