import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';

const website = useWebsite();

describe('theme', () => {
  it('follows the system, is light, is dark, and follows the system again', async () => {
    const visitor = await website.visitor({ colorScheme: 'dark' });
    await visitor.open('/');
    const dark = await background(visitor);
    await visitor.press('Theme: system');
    expect(await background(visitor)).not.toBe(dark);
    await visitor.press('Theme: light');
    expect(await background(visitor)).toBe(dark);
    await visitor.press('Theme: dark');
    await visitor.page.getByRole('button', { name: 'Theme: system' }).waitFor();
    expect(await visitor.page.evaluate(() => localStorage.getItem('theme'))).toBeNull();
  });

  it('colours the browser around the page', async () => {
    const visitor = await website.visitor({ colorScheme: 'light' });
    await visitor.open('/');
    expect(await themeColor(visitor)).toBe('#f7f3ea');
    await visitor.press('Theme: system');
    await visitor.press('Theme: light');
    expect(await themeColor(visitor)).toBe('#1b1714');
  });
});

describe('headings', () => {
  it('use the font of the product, which each page brings along', async () => {
    const visitor = await website.visitor();
    await visitor.open('/about');
    const loaded = () => visitor.page.evaluate(() => document.fonts.check('500 1rem "Crimson Pro"'));
    await expect.poll(loaded).toBe(true);
    const html = await (await fetch(`${website.url}/`)).text();
    expect(html).toMatch(/<link[^>]+rel="preload"[^>]+as="font"/);
  });
});

describe('search engines', () => {
  it.each(['/', '/about'])('find %s, with its description', async (path) => {
    const response = await fetch(website.url + path);
    const html = await response.text();
    expect(response.headers.get('x-robots-tag')).toBeNull();
    expect(html).not.toContain('noindex');
    expect(html).toMatch(/<meta name="description" content="[^"]{50,}"/);
  });

  it.each(['/secret/any', '/sign-in', '/notes', '/verify', '/no-such-page'])('skip %s', async (path) => {
    const response = await fetch(website.url + path);
    const html = await response.text();
    expect(`${response.headers.get('x-robots-tag')} ${html}`).toContain('noindex');
  });
});

describe('installation', () => {
  it('finds every icon of the manifest and of the pages in its stated size', async () => {
    const manifest = await (await fetch(`${website.url}/manifest.webmanifest`)).json();
    expect(manifest).toMatchObject({ id: '/', scope: '/', start_url: '/' });
    expect(manifest.icons).toContainEqual(expect.objectContaining({ purpose: 'maskable' }));
    const sizes = { '/apple-touch-icon.png': '180x180' };
    for (const { src, sizes: size, type } of manifest.icons)
      if (type === 'image/png') Object.assign(sizes, { [src]: size });
    for (const [path, size] of Object.entries(sizes)) {
      const response = await fetch(website.url + path);
      expect(pngSize(await response.bytes()), path).toBe(size);
    }
    expect((await fetch(`${website.url}/favicon.svg`)).status).toBe(200);
    expect((await fetch(`${website.url}/favicon.ico`)).status).toBe(200);
  });
});

describe('an envelope', () => {
  it('is the sheet, which folds within 240 ms', async () => {
    const visitor = await website.visitor({ reducedMotion: 'no-preference' });
    await visitor.compose('folding');
    await visitor.page.evaluate(() => {
      const record = () => {
        for (const { effect } of document.getAnimations())
          if (effect instanceof KeyframeEffect && effect.pseudoElement === '::view-transition-group(sheet)')
            performance.mark('fold', { detail: effect.getComputedTiming().endTime });
        requestAnimationFrame(record);
      };
      record();
    });
    await visitor.press('Create link');
    await visitor.link();
    const durations = () =>
      visitor.page.evaluate(() =>
        performance.getEntriesByName('fold').map((mark) => Number('detail' in mark ? mark.detail : NaN)),
      );
    await expect.poll(async () => new Set(await durations())).toEqual(new Set([240]));
  });

  it('arrives sealed, without an animation that shows it open', async () => {
    const visitor = await website.visitor();
    const link = await visitor.write('sealed already');
    const reader = await website.visitor({ reducedMotion: 'no-preference' });
    await reader.open(link);
    await reader.page.getByRole('button', { name: 'Read note' }).waitFor();
    const moving = await reader.page.evaluate(
      () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== 0).length,
    );
    expect(moving).toBe(0);
  });
});

function background({ page }: Visitor): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

/** Returns the theme colour whose media query applies. */
function themeColor({ page }: Visitor): Promise<string | undefined> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find(
        ({ media }) => matchMedia(media).matches,
      )?.content,
  );
}

/** Width and height are at fixed positions: https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer);
  return `${view.getUint32(16)}x${view.getUint32(20)}`;
}
