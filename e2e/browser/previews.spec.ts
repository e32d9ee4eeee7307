import { describe, expect, it } from 'vitest';
import { createdNote, createSealedNote, noteAt } from '../support/notes.js';
import { useProduct } from '../support/use-product.js';
import { slugOf } from './notes.js';

const BOTS = [
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Slack-ImgProxy (+https://api.slack.com/robots)',
  'WhatsApp/2.23.20.0 A',
  'TelegramBot (like TwitterBot)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Twitterbot/1.0',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Jakarta Commons-HttpClient/3.1)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'Mozilla/5.0 SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) BarracudaLinkProtect/1.0',
];

describe('looking at a link', () => {
  const product = useProduct();

  it.each(BOTS)('does not read the note: %s', async (bot) => {
    const { http } = product();
    const { slug, receipt } = await createSealedNote(http, 'for people only');
    const headers = { 'user-agent': bot };
    for (const method of ['GET', 'HEAD']) {
      const answer = await http.ask(method, `/secret/${slug}`, { headers });
      expect(answer.status).toBe(200);
      expect(answer.headers['x-robots-tag']).toContain('noindex');
      expect((await http.ask(method, noteAt(slug, 'meta'), { headers })).status).toBe(200);
    }
    expect(await stateOf(slug, receipt)).toEqual({ state: 'unread' });
  });

  it('in a real browser, without a press, does not read the note either', async () => {
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
