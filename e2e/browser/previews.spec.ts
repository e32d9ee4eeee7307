import { describe, expect, it } from 'vitest';
import { createdNote, noteAt } from '../support/notes.js';
import { useProduct } from '../support/use-product.js';
import { slugOf } from './notes.js';

describe('a scanner of links', () => {
  const product = useProduct();

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
