import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { inHours } from '../support/notes.js';
import { useProduct, type Product } from '../support/use-product.js';
import { endings, listedBy, notesOnScreen, type Owner } from './my-notes.js';

const PICTURES = 'e2e/.output/screenshots';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };
const UNAVAILABLE = { status: 503, json: { message: '', code: 'unavailable', request_id: 'r' } };
const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';

type Show = (owner: Owner, product: Product, name: string) => Promise<unknown>;

const STATES: [name: string, show: Show][] = [
  ['notes', ({ visitor }) => visitor.reads('6 notes')],
  ['notes-empty', showNone],
  ['notes-expiry', ({ visitor }, _, name) => visitor.press(`Change expiry of note ${name}-kept`)],
  ['notes-content', ({ visitor }, _, name) => visitor.press(`Change text of note ${name}-kept`)],
  ['notes-password', ({ visitor }, _, name) => visitor.press(`Change password of note ${name}-locked`)],
  ['notes-deletion', ({ visitor }, _, name) => visitor.press(`Delete note ${name}-read`)],
  ['notes-deleted', showDeleted],
  ['notes-failed', showFailed],
  ['notes-session-over', showSessionOver],
];

describe('a state of the page of notes', () => {
  const product = useProduct();

  it.each(STATES)('is accessible in light and dark, at any width: %s', async (name, show) => {
    const owner = await notesOnScreen(product());
    const { visitor } = owner;
    const { page } = visitor;
    await writeVariety(owner, product(), name);
    await visitor.open('/notes');
    await visitor.reads('6 notes');
    await show(owner, product(), name);
    const findings: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport);
        const path = `${PICTURES}/${name}-${viewport.width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true, animations: 'disabled' });
      }
      findings.push(...(await axeFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
    }
    expect(findings).toEqual([]);
    await page.setViewportSize(NARROWEST);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(NARROWEST.width);
    expect(visitor.faults).toEqual([]);
    await visitor.leave();
  });
});

/** One plain note of each kind, and a sealed one. */
async function writeVariety({ visitor, author }: Owner, product: Product, name: string): Promise<void> {
  const expiry = { expires_at: inHours(50) };
  await author.create({ slug: `${name}-gone`, ...expiry });
  await endings.expired(product, `${name}-gone`);
  await author.create({ slug: `${name}-read` });
  await endings.read(product, `${name}-read`);
  await author.create({ content: TEXT, ...expiry });
  await author.create({ slug: `${name}-kept`, keep_before_expiration: true, ...expiry });
  await author.create({ slug: `${name}-locked`, password: 'boats in autumn' });
  await visitor.write('a sealed one');
}

async function showNone({ visitor, author }: Owner): Promise<void> {
  for (const { slug } of await listedBy(author)) await author.delete(slug);
  await visitor.page.reload();
  await visitor.reads('There are none yet.');
}

async function showDeleted({ visitor }: Owner, _product: Product, name: string): Promise<void> {
  await visitor.press(`Delete note ${name}-kept`);
  await visitor.press('Delete for good');
  await visitor.reads('Deleted for good');
}

async function showFailed({ visitor }: Owner): Promise<void> {
  await visitor.page.route('**/api/v1/note', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.sees("Your notes can't be shown");
}

async function showSessionOver({ visitor, author }: Owner, { http }: Product): Promise<void> {
  await http.post('/api/v1/auth/logout/all', undefined, author.question);
  await visitor.page.reload();
  await visitor.sees('You are signed out');
}
