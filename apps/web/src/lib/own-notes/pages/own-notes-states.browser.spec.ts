import { beforeAll, describe, it } from 'vitest';
import { inHours } from '../../../../../core/testing/test-actions.js';
import { checkPage } from '../../../../testing/states/check-page.js';
import { UNAVAILABLE } from '../../../../testing/notes.js';
import { endings, openOwnNotes, type Owner } from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Website } from '../../../../testing/website.js';

const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';

type Show = (owner: Owner, website: Website) => Promise<unknown>;

/** In this order: later states change the notes. */
const STATES: [name: string, show: Show][] = [
  ['notes', ({ visitor }) => visitor.seesText('6 notes')],
  ['notes-expiry', ({ visitor }) => visitor.press('Change expiry of note kept')],
  ['notes-content', ({ visitor }) => visitor.press('Change text of note kept')],
  ['notes-password', ({ visitor }) => visitor.press('Change password of note locked')],
  ['notes-deletion', ({ visitor }) => visitor.press('Delete note opened-before')],
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
  await visitor.page.route('**/api/v1/note', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.seesHeading("Your notes can't be shown");
  await visitor.page.unrouteAll();
}

async function showDeleted({ visitor }: Owner): Promise<void> {
  await visitor.press('Delete note kept');
  await visitor.press('Delete for good');
  await visitor.seesText('Deleted for good');
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
