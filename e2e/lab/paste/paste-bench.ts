import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../apps/web/testing/chromium.js';
import { Standalone } from '../../support/programs/standalone.js';
import { median } from '../timing/rank-test.js';

/**
 * Measures how long a long text blocks the note form, in comparison with a bare text field, and prints both:
 *
 *     npm run lab -- paste --rounds 5
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const LINES = [5_000, 15_000, 39_000];
const BARE_PATH = '/bare-text-field';
const BARE_PAGE = '<!doctype html><textarea id="note" rows="8" cols="80"></textarea>';

interface Sample {
  paste: number;
  /** Key pressed after it. */
  key: number;
}

const folder = await mkdtemp(join(tmpdir(), 'onasty-paste-'));
const product = await Standalone.start(folder);
const browser = await launchChromium();
try {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  await context.route(`**${BARE_PATH}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: BARE_PAGE }),
  );
  for (const lines of LINES) await compare(context, lines);
} finally {
  await browser.close();
  await product.process.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}

async function compare(context: BrowserContext, lines: number): Promise<void> {
  const text = 'line of some text\n'.repeat(lines);
  const samples = { bare: new Array<Sample>(), form: new Array<Sample>() };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    samples.bare.push(await measure(context, BARE_PATH, text));
    samples.form.push(await measure(context, '/', text));
  }
  for (const action of ['paste', 'key'] as const) {
    const [bare, form] = [samples.bare, samples.form].map((taken) => median(taken.map((one) => one[action])));
    process.stdout.write(
      `${lines} lines, ${action}: form ${form?.toFixed(0)} ms, bare field ${bare?.toFixed(0)} ms, ` +
        `${((form ?? NaN) / (bare ?? NaN)).toFixed(1)} times as long\n`,
    );
  }
}

async function measure(context: BrowserContext, path: string, text: string): Promise<Sample> {
  const page = await context.newPage();
  try {
    await page.goto(product.address + path);
    // The form takes the focus once it is ready.
    await page.waitForFunction(isReady, path);
    await page.locator('#note').focus();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    const paste = await blockedMs(page, 'Control+V');
    return { paste, key: await blockedMs(page, 'x') };
  } finally {
    await page.close();
  }
}

function isReady(path: string): boolean {
  return path !== '/' || document.activeElement?.id === 'note';
}

/** CPU time of the main thread until the changed field has been painted, so that other load does not count. */
async function blockedMs(page: Page, key: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
  };
  const before = await busyMs();
  await page.keyboard.press(key);
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(resolve))),
      ),
  );
  const after = await busyMs();
  await devtools.detach();
  return after - before;
}
