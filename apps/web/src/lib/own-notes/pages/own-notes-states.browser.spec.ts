import { beforeAll, describe, it } from 'vitest';
import { inHours } from '../../../../../core/testing/test-actions.js';
import { checkPage } from '../../../../testing/states/check-page.js';
import { follow } from '../../../../testing/navigation.js';
import { UNAVAILABLE } from '../../../../testing/notes.js';
import {
  choose,
  deleteNote,
  endings,
  menuOf,
  openOwnNotes,
  type Owner,
} from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Website } from '../../../../testing/website.js';

const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';

type Show = (owner: Owner, website: Website) => Promise<unknown>;

/** In this order: later states change the notes. */
const STATES: [name: string, show: Show][] = [
  ['notes', ({ visitor }) => visitor.seesText('6 notes')],
  ['notes-expiry', ({ visitor }) => choose(visitor, 'kept', 'Change expiry')],
  ['notes-content', ({ visitor }) => choose(visitor, 'kept', 'Change text')],
  ['notes-password', ({ visitor }) => choose(visitor, 'locked', 'Change password')],
  ['notes-rename', ({ visitor }) => choose(visitor, 'kept', 'Rename')],
  ['notes-menu', ({ visitor }) => menuOf(visitor, 'kept').click()],
  ['notes-deletion', ({ visitor }) => choose(visitor, 'opened-before', 'Delete')],
  ['notes-selection', showSelection],
  ['notes-no-match', ({ visitor }) => visitor.field('Search').fill('nothing like it')],
  ['notes-offline', showOffline],
  ['notes-failed', showFailed],
  ['notes-deleted', showDeleted],
  ['notes-empty', showNone],
  ['notes-session-over', showSessionOver],
];

describe('page of own notes in the state', () => {
  const website = useWebsite();
  let owner: Owner;

  beforeAll(async () => {
    owner = await openOwnNotes(website);
    await writeVariety(owner, website);
  });

  it.each(STATES)('%s: is accessible in light and dark, at any width', async (name, show) => {
    await owner.visitor.open('/notes');
    await owner.visitor.seesHeading('Your notes');
    await show(owner, website);
    await checkPage(owner.visitor, name);
  });
});

/** Creates a plain note of each kind and a sealed note. */
async function writeVariety({ visitor, author }: Owner, website: Website): Promise<void> {
  const expiry = { expires_at: inHours(50) };
  await author.create({ slug: 'gone', ...expiry });
  await endings.expired(website, 'gone');
  await author.create({ slug: 'opened-before' });
  await endings.read(website, 'opened-before');
  await author.create({ content: TEXT, ...expiry });
  await author.create({ slug: 'kept', keep_before_expiration: true, ...expiry });
  await author.create({ slug: 'locked', password: 'boats in autumn' });
  await visitor.write('a sealed one');
}

async function showFailed({ visitor }: Owner): Promise<void> {
  await visitor.page.route('**/api/v1/note?*', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.seesHeading("Your notes can't be shown");
  await visitor.page.unrouteAll();
}

async function showSelection({ visitor }: Owner): Promise<void> {
  await visitor.press('Select');
  await visitor.field('Select all').check();
  await visitor.press('Delete 6 notes');
}

async function showOffline({ visitor }: Owner): Promise<void> {
  await visitor.seesText('6 notes');
  await visitor.page.route('**/api/v1/note?*', (route) => route.abort('connectionreset'));
  await follow(visitor, 'Unread');
  await visitor.seesText('What you see may be out of date.');
  await visitor.page.unrouteAll();
}

async function showDeleted({ visitor }: Owner): Promise<void> {
  await deleteNote(visitor, 'kept');
  await visitor.seesText('Deleted permanently');
}

async function showNone({ visitor, author }: Owner): Promise<void> {
  for (const { slug } of await author.list()) await author.delete(slug);
  await visitor.page.reload();
  await visitor.seesText('No notes yet.');
}

async function showSessionOver({ visitor, author }: Owner): Promise<void> {
  await author.logOutEverywhere();
  await visitor.page.reload();
  await visitor.seesHeading("You're signed out");
}
