import { describe, it } from 'vitest';
import { inHours } from '../support/notes.js';
import { useProduct, type Product } from '../support/use-product.js';
import { checkPage } from './check-page.js';
import { endings, listedBy, notesOnScreen, type Owner } from './my-notes.js';

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
    await writeVariety(owner, product(), name);
    await visitor.open('/notes');
    await visitor.reads('6 notes');
    await show(owner, product(), name);
    await checkPage(visitor, name);
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
