import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noteAt } from '../../apps/core/testing/test-actions.js';
import { createNote } from '../../apps/web/testing/author.js';
import { linkSecretOf, readAt, slugOf, waitForErasure } from '../../apps/web/testing/notes.js';
import { timesIn } from '../../apps/web/testing/own-notes.js';
import { BOTS } from '../../apps/core/testing/bots.js';
import { useProduct } from '../support/deployment/use-product.js';

const TEXT = 'Database: prod-7\n\tuser  ada\npassword <b>swordfish</b> 🦆';
const VIEW = '**/api/v1/note/*/view';
const RETRYING = 'Connection lost. Retrying… The note is reserved for you.';
const createdBody = z.object({ receipt: z.string() });

const product = useProduct();

describe('note in the browser', () => {
  it('is read once by the holder of the link, and the next visitor sees the time of the read', async () => {
    const { database } = product();
    const [sender, reader, latecomer] = await Promise.all([
      product().visitor(),
      product().visitor(),
      product().visitor(),
    ]);
    const link = await sender.write(TEXT);
    expect(await reader.read(link)).toBe(TEXT);

    await waitForErasure(database, slugOf(link));
    const time = await readAt(database, slugOf(link));
    await latecomer.open(link);
    await latecomer.seesHeading('This note has already been read');
    expect(await latecomer.page.getByRole('time').getAttribute('datetime')).toBe(time?.toISOString());
    expect(Math.abs(Date.now() - Number(time))).toBeLessThan(30_000);
  });

  it('leaves its link secret neither in the address bar nor in the history', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('nothing to look up later');
    await visitor.read(link);
    await expect.poll(() => visitor.page.url()).toBe(link.split('#')[0]);
    const devtools = await visitor.context.newCDPSession(visitor.page);
    const { entries } = await devtools.send('Page.getNavigationHistory');
    const addresses = entries.map(({ url }) => url);
    expect(addresses).toContain(link.split('#')[0]);
    expect(addresses.join(' ')).not.toContain(linkSecretOf(link));
  });

  it('is reported to its sender as unread, then as opened', async () => {
    const [sender, reader] = await Promise.all([product().visitor(), product().visitor()]);
    const link = await sender.write('opened?');
    await sender.open('/');
    await sender.seesHeading('Sent from this browser');
    await sender.seesText('Not opened yet');
    await reader.read(link);
    await sender.page.reload();
    await sender.seesText(/^Opened/);
    const shown = await timesIn(sender.page.getByRole('listitem'));
    const time = await readAt(product().database, slugOf(link));
    expect(shown).toContain(time?.toISOString());
  });
});

describe('note whose link is scanned', () => {
  it('stays unread when a scanner fetches the page, which contains nothing of the note', async () => {
    const { http } = product();
    const { slug, receipt } = await createNote(http);
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      const page = await http.get(`/secret/${slug}`, { headers });
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      expect(page.text).not.toContain('a secret for one');
      expect((await http.send('HEAD', `/secret/${slug}`, { headers })).status).toBe(200);
    }
    expect(await stateOf(slug, receipt)).toMatchObject({ state: 'unread' });
    expect((await http.get(noteAt(slug))).status).toBe(200);
  });

  it('stays unread when a scanner opens the page in a real browser', async () => {
    const [sender, scanner] = await Promise.all([product().visitor(), product().visitor()]);
    const created = sender.page.waitForResponse((response) => response.url().endsWith('/api/v1/note'));
    const link = await sender.write('for people only');
    const { receipt } = createdBody.parse(await (await created).json());
    await scanner.open(link);
    await scanner.page.waitForLoadState('networkidle');
    await scanner.seesHeading('Someone sent you a note');
    await scanner.page.keyboard.press('Tab');
    await scanner.page.reload({ waitUntil: 'networkidle' });
    expect(await stateOf(slugOf(link), receipt)).toMatchObject({ state: 'unread' });
    expect(await scanner.read(link)).toBe('for people only');
    expect(await stateOf(slugOf(link), receipt)).toMatchObject({ state: 'read' });
  });
});

describe('note whose reader loses the connection', () => {
  it('opens for that reader alone once the connection is back', async () => {
    const { database } = product();
    const [sender, reader, other] = await Promise.all([
      product().visitor(),
      product().visitor(),
      product().visitor(),
    ]);
    const link = await sender.write('worth the wait');
    await reader.page.route(
      VIEW,
      async (route) => {
        await route.fetch();
        await reader.context.setOffline(true);
        await route.abort('internetdisconnected');
      },
      { times: 1 },
    );
    await reader.open(link);
    await reader.press('Read note');
    await reader.seesText(RETRYING);
    const burntAt = await readAt(database, slugOf(link));
    expect(burntAt).not.toBeNull();
    await other.open(link);
    await other.seesHeading('This note has already been read');

    await reader.context.setOffline(false);
    expect(await reader.text()).toBe('worth the wait');
    expect(await readAt(database, slugOf(link))).toEqual(burntAt);
    await waitForErasure(database, slugOf(link));
    await reader.press('Done');
    await reader.open(link);
    await reader.seesHeading('This note has already been read');
  });

  it('opens although the first request never arrived', async () => {
    const { database } = product();
    const reader = await product().visitor();
    const link = await reader.write('not even burnt');
    await reader.open(link);
    await reader.seesHeading('Someone sent you a note');
    await reader.context.setOffline(true);
    await reader.press('Read note');
    await reader.seesText(RETRYING);
    expect(await readAt(database, slugOf(link))).toBeNull();
    await reader.context.setOffline(false);
    expect(await reader.text()).toBe('not even burnt');
  });

  it('opens after the response was lost several times', async () => {
    const reader = await product().visitor();
    const link = await reader.write('third time lucky');
    let responses = 0;
    await reader.page.route(
      VIEW,
      async (route) => {
        responses += (await route.fetch()).ok() ? 1 : 0;
        await route.abort('connectionreset');
      },
      { times: 3 },
    );
    expect(await reader.read(link)).toBe('third time lucky');
    expect(responses).toBe(3);
  });

  it('opens without a reload after its page could not reach the server', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('later');
    const META = '**/api/v1/note/*/meta';
    await visitor.page.route(META, (route) => route.abort('connectionrefused'));
    await visitor.open(link);
    await visitor.seesHeading("The server can't be reached");
    await visitor.page.unroute(META);
    await visitor.press('Try again');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe('later');
  });

  it('opens after the server was temporarily unavailable', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('soon');
    const META = '**/api/v1/note/*/meta';
    const json = { message: 'unavailable', code: 'unavailable', request_id: 'r' };
    await visitor.page.route(META, (route) => route.fulfill({ status: 503, json }), { times: 1 });
    await visitor.open(link);
    await visitor.seesHeading("The server can't respond right now");
    await visitor.press('Try again');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe('soon');
  });
});

async function stateOf(slug: string, receipt: string): Promise<unknown> {
  const headers = { 'x-receipt': receipt };
  return (await product().http.get(noteAt(slug, 'receipt'), { headers })).body;
}
