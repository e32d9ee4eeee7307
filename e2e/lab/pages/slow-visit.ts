import type { Browser, CDPSession } from 'playwright-core';

/** Slow 4G and a mid-range phone, as in Lighthouse. */
const SLOW_NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 750_000 / 8,
};
const SLOW_CPU_TIMES = 4;

export interface Visit {
  requests: number;
  /** Transferred, with headers. */
  bytes: number;
  /** From the navigation until the selector matches. */
  usableMs: number;
}

/** Visits a page with an empty cache. */
export async function visitSlowly(browser: Browser, url: string, selector: string): Promise<Visit> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const transfers = await transfersOf(devtools);
    await devtools.send('Network.emulateNetworkConditions', SLOW_NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU_TIMES });
    await page.addInitScript((usable) => {
      const look = () => {
        if (document.querySelector(usable) === null) requestAnimationFrame(look);
        else performance.mark('usable');
      };
      look();
    }, selector);
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
    await page.waitForLoadState('networkidle');
    const usableMs = await page.evaluate(() => performance.getEntriesByName('usable')[0]?.startTime ?? NaN);
    return { requests: transfers.size, bytes: sum([...transfers.values()]), usableMs };
  } finally {
    await context.close();
  }
}

/** Returns the transferred bytes of each request, which grow while the page loads. */
async function transfersOf(devtools: CDPSession): Promise<Map<string, number>> {
  const transfers = new Map<string, number>();
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId }) => transfers.set(requestId, 0));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (transfers.has(requestId)) transfers.set(requestId, encodedDataLength);
  });
  return transfers;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
