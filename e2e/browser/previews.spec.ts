import { describe, expect, it } from 'vitest';
import { BOTS } from '../support/bots.js';
import { createdNote, createNote, noteAt } from '../support/notes.js';
import { useProduct } from '../support/use-product.js';
import { slugOf } from './notes.js';

describe('a scanner of links', () => {
  const product = useProduct();

  it('that only fetches the page leaves the note unread, and finds nothing of it in the page', async () => {
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
    expect(await stateOf(slug, receipt)).toEqual({ state: 'unread' });
    expect((await http.get(noteAt(slug))).status).toBe(200);
  });

  it('that runs a real browser, but presses nothing, leaves the note unread', async () => {
    const [sender, scanner] = await Promise.all([product().visitor(), product().visitor()]);
    const created = sender.page.waitForResponse((response) => response.url().endsWith('/api/v1/note'));
    const link = await sender.write('for people only');
    const response = await created;
    const { receipt } = createdNote({
      status: response.status(),
      headers: {},
      text: '',
      body: await response.json(),
    });
    await scanner.open(link);
    await scanner.page.waitForLoadState('networkidle');
    await scanner.sees('Somebody sent you a note');
    await scanner.page.keyboard.press('Tab');
    await scanner.page.reload({ waitUntil: 'networkidle' });
    expect(await stateOf(slugOf(link), receipt)).toMatchObject({ state: 'unread' });
    expect(await scanner.read(link)).toBe('for people only');
    expect(await stateOf(slugOf(link), receipt)).toMatchObject({ state: 'read' });
  });

  async function stateOf(slug: string, receipt: string): Promise<unknown> {
    const answer = await product().http.get(noteAt(slug, 'receipt'), { headers: { 'x-receipt': receipt } });
    return answer.body;
  }
});
