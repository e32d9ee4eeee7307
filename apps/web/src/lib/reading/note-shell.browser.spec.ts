import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../../testing/use-website.js';

const website = useWebsite();
const FALLBACK = "This page hasn't loaded completely";

describe('page of a note before its scripts run', () => {
  it('has a title, a heading and a neutral preview, the same for every note', async () => {
    const [html, other] = await Promise.all(
      ['/secret/any', '/secret/another'].map(async (path) => (await fetch(website.url + path)).text()),
    );
    expect(html).toBe(other);
    expect(html).toMatch(/<title>Note · Onasty<\/title>/);
    expect(html).toMatch(/<h1[^>]*>Note<\/h1>/);
    expect(html).toMatch(/property="og:title" content="Someone sent you a sealed note\."/);
    expect(html).toMatch(/property="og:description" content="Opening this preview doesn.+t open the note\."/);
  });

  it('says that nothing has been opened if one of its first scripts is blocked', async () => {
    const visitor = await website.visitor();
    const html = await (await fetch(`${website.url}/secret/any`)).text();
    const scripts = [...html.matchAll(/"(\/_app\/immutable\/chunks\/[^"]+\.js)"/g)].map(([, path]) => path);
    expect(scripts.length).toBeGreaterThan(1);
    for (const path of scripts) {
      await visitor.page.unrouteAll();
      await visitor.page.route(`**${path}`, (route) => route.abort('blockedbyclient'));
      await visitor.page.goto(`${website.url}/favicon.svg`);
      await visitor.page.goto(`${website.url}/secret/any#x`);
      await visitor.seesText(FALLBACK);
      await visitor.seesText('Nothing has been opened.');
    }
  });

  it('appears only if it takes noticeably long', async () => {
    const visitor = await website.visitor({ reducedMotion: 'no-preference' });
    await visitor.page.route('**/immutable/**/*.js', (route) => route.abort('blockedbyclient'));
    await visitor.page.goto(`${website.url}/secret/any`);
    const fallback = visitor.page.getByText(FALLBACK);
    expect(await fallback.isVisible()).toBe(false);
    await fallback.waitFor();
  });

  it('says that it needs JavaScript, to its reader', async () => {
    const visitor = await website.visitor({ javaScriptEnabled: false });
    await visitor.page.goto(`${website.url}/secret/any`);
    const text = (await visitor.page.getByRole('paragraph').allInnerTexts()).join('\n');
    expect(text).toContain('Someone sent you a note. Decrypting it needs JavaScript');
    expect(text).not.toContain('Loading');
    expect(text).not.toContain(FALLBACK);
  });
});
