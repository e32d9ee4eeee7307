import { beforeAll, describe, it } from 'vitest';
import { inHours } from '../support/notes.js';
import { useProduct, type Product } from '../support/use-product.js';
import { checkPage } from './check-page.js';
import { endings, listedBy, notesOnScreen, type Owner } from './my-notes.js';

const UNAVAILABLE = { status: 503, json: { message: '', code: 'unavailable', request_id: 'r' } };
const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';

type Show = (owner: Owner, product: Product) => Promise<unknown>;

/** In this order: the later ones change what there is. */
const STATES: [name: string, show: Show][] = [
  ['notes', ({ visitor }) => visitor.reads('6 notes')],
  ['notes-expiry', ({ visitor }) => visitor.press('Change expiry of note kept')],
  ['notes-content', ({ visitor }) => visitor.press('Change text of note kept')],
  ['notes-password', ({ visitor }) => visitor.press('Change password of note locked')],
  ['notes-deletion', ({ visitor }) => visitor.press('Delete note opened')],
  ['notes-failed', showFailed],
  ['notes-deleted', showDeleted],
  ['notes-empty', showNone],
  ['notes-session-over', showSessionOver],
];

describe('a state of the page of notes', () => {
  const product = useProduct();
  let owner: Owner;

  beforeAll(async () => {
    owner = await notesOnScreen(product());
    await writeVariety(owner, product());
  });

  it.each(STATES)('is accessible in light and dark, at any width: %s', async (name, show) => {
    await owner.visitor.open('/notes');
    await owner.visitor.sees('Your notes');
    await show(owner, product());
    await checkPage(owner.visitor, name);
  });
});

/** One plain note of each kind, and a sealed one. */
async function writeVariety({ visitor, author }: Owner, product: Product): Promise<void> {
  const expiry = { expires_at: inHours(50) };
  await author.create({ slug: 'gone', ...expiry });
  await endings.expired(product, 'gone');
  await author.create({ slug: 'opened' });
  await endings.read(product, 'opened');
  await author.create({ content: TEXT, ...expiry });
  await author.create({ slug: 'kept', keep_before_expiration: true, ...expiry });
  await author.create({ slug: 'locked', password: 'boats in autumn' });
  await visitor.write('a sealed one');
}

async function showFailed({ visitor }: Owner): Promise<void> {
  await visitor.page.route('**/api/v1/note', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.sees("Your notes can't be shown");
  await visitor.page.unrouteAll();
}

async function showDeleted({ visitor }: Owner): Promise<void> {
  await visitor.press('Delete note kept');
  await visitor.press('Delete for good');
  await visitor.reads('Deleted for good');
}

async function showNone({ visitor, author }: Owner): Promise<void> {
  for (const { slug } of await listedBy(author)) await author.delete(slug);
  await visitor.page.reload();
  await visitor.reads('There are none yet.');
}

async function showSessionOver({ visitor, author }: Owner, { http }: Product): Promise<void> {
  await http.post('/api/v1/auth/logout/all', undefined, author.question);
  await visitor.page.reload();
  await visitor.sees('You are signed out');
}
