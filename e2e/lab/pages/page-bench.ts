import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../apps/web/testing/chromium.js';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { createSealedNote } from '../../../apps/core/testing/note-actions.js';
import { Standalone } from '../../support/programs/standalone.js';
import { median } from '../timing/rank-test.js';
import { StaticPage } from './static-page.js';
import { visitSlowly, type Visit } from './slow-visit.js';

/**
 * Measures the first visit to the start page and to the page of a note at 1.6 Mbit/s, 150 ms and a processor that is four
 * times slower, and prints it beside a static page of the same weight:
 *
 *     npm run lab -- pages --rounds 5
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const FOCUSED_FIELD = '#note:focus';
const READ_BUTTON = 'main button.primary';

const folder = await mkdtemp(join(tmpdir(), 'onasty-pages-'));
const product = await Standalone.start(folder);
const browser = await launchChromium();
const http = new HttpClient(product.address);
try {
  const { slug, linkSecret } = await createSealedNote(http, 'light');
  await compare(browser, 'start page', product.address, FOCUSED_FIELD);
  await compare(browser, 'page of a note', `${product.address}/secret/${slug}#${linkSecret}`, READ_BUTTON);
} finally {
  http.close();
  await browser.close();
  await product.process.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}

async function compare(chromium: Browser, name: string, url: string, selector: string): Promise<void> {
  const first = await visitSlowly(chromium, url, selector);
  await using plain = await StaticPage.serve(first.bytes);
  const visits = { ours: new Array<Visit>(), plain: new Array<Visit>() };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    visits.plain.push(await visitSlowly(chromium, plain.url, FOCUSED_FIELD));
    visits.ours.push(await visitSlowly(chromium, url, selector));
  }
  for (const [title, taken] of [
    [name, visits.ours],
    ['static page of the same weight', visits.plain],
  ] as const)
    process.stdout.write(
      `${title}: ${median(taken.map(({ requests }) => requests))} requests, ` +
        `${(median(taken.map(({ bytes }) => bytes)) / 1_024).toFixed(1)} KB, ` +
        `usable after ${median(taken.map(({ usableMs }) => usableMs)).toFixed(0)} ms\n`,
    );
}
