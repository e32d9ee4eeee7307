import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandalone } from '../kill-storm/storm-target.js';
import { HttpClient } from '../support/http.js';
import { createNote, createSealedNote, noteAt } from '../support/notes.js';
import { useCore } from '../support/world.js';

/** What chats, mail scanners and search engines call themselves when they fetch a link that someone sent. */
const BOTS = [
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0',
  'TelegramBot (like TwitterBot)',
  'Twitterbot/1.0',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Applebot/0.1 iMessage',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) MimecastSafeLink BarracudaCentral',
];

describe('link previews and mail scanners', () => {
  const world = useCore();

  it('leave a note unread with GET and HEAD on its meta and HEAD on the note', async () => {
    const { http } = world().core;
    const { slug, receipt } = await createNote(http);
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await http.get(noteAt(slug, 'meta'), { headers })).status).toBe(200);
      expect((await http.ask('HEAD', noteAt(slug, 'meta'), { headers })).status).toBe(405);
      expect((await http.ask('HEAD', noteAt(slug), { headers })).status).toBe(405);
      expect((await http.ask('OPTIONS', noteAt(slug), { headers })).status).toBe(405);
    }
    expect((await http.get(noteAt(slug, 'receipt'), { headers: { 'x-receipt': receipt } })).body).toEqual({
      state: 'unread',
    });
    expect((await http.get(noteAt(slug))).status).toBe(200);
  });

  it('can not read a sealed note even with GET, HEAD or POST on the API', async () => {
    const { http } = world().core;
    const { slug, accessProof } = await createSealedNote(http, 'sealed');
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await http.get(noteAt(slug), { headers })).status).toBe(404);
      expect((await http.ask('HEAD', noteAt(slug), { headers })).status).toBe(405);
      expect((await http.ask('POST', noteAt(slug, 'view'), { headers })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await http.post(noteAt(slug, 'view'), { password: accessProof })).status).toBe(200);
  });
});

describe('link previews and mail scanners that open the page of a note', () => {
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  let http: HttpClient;

  beforeAll(async () => {
    standalone = await startStandalone();
    http = new HttpClient(standalone.product.address);
  });
  afterAll(async () => {
    http.close();
    await standalone.product.stop();
    await standalone.remove();
  });

  it('leave it unread with GET and HEAD, and find nothing of it in the page', async () => {
    const { slug, receipt } = await createNote(http);
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      const page = await http.get(`/secret/${slug}`, { headers });
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      expect(page.text).not.toContain('a secret for one');
      expect((await http.ask('HEAD', `/secret/${slug}`, { headers })).status).toBe(200);
    }
    const state = await http.get(noteAt(slug, 'receipt'), { headers: { 'x-receipt': receipt } });
    expect(state.body).toEqual({ state: 'unread' });
    expect((await http.get(noteAt(slug))).status).toBe(200);
  });
});
