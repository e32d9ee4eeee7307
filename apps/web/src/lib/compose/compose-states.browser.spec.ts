import { createNote } from '../../../testing/author.js';
import { insecureUrl } from '../../../testing/chromium.js';
import { blockClipboard, handFiles } from '../../../testing/files/handed-files.js';
import { makePast, slugOf, UNAVAILABLE } from '../../../testing/notes.js';
import { choose, deleteNote } from '../../../testing/own-notes.js';
import { checkStates, showHeading } from '../../../testing/states/page-state.js';
import type { Visitor } from '../../../testing/visitor.js';
import type { Website } from '../../../testing/website.js';

const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';
const PASSWORD = 'Zitronenbaum 7';
const CREATE = '**/api/v1/note';
const REUSABLE = { readLimit: 'By anyone with the link, until it expires' };

checkStates('start page', [
  { name: 'landing', show: (visitor) => visitor.open('/') },
  { name: 'writing', show: (visitor) => visitor.compose(TEXT) },
  { name: 'option-reading', show: (visitor) => visitor.compose(TEXT, REUSABLE) },
  { name: 'option-expiry', show: (visitor) => visitor.compose(TEXT, { expiry: 'custom time' }) },
  { name: 'option-password', show: showStrength },
  { name: 'option-address', show: (visitor) => visitor.compose(TEXT, { slug: 'boat-house' }) },
  { name: 'option-label', show: showLabel },
  { name: 'time-out-of-range', show: showTimeOutOfRange },
  { name: 'text-missing', show: showTextMissing },
  { name: 'file-rejected', show: showFileRejected },
  { name: 'insecure', show: showInsecure },
  { name: 'address-taken', show: showCustomLinkTaken },
  { name: 'too-long', show: showTooLong },
  { name: 'not-sent', show: showNotSent },
  { name: 'sent', show: (visitor) => visitor.write(TEXT, { password: PASSWORD }) },
  { name: 'sent-apart', show: showSplitLink },
  { name: 'sent-uncopied', show: showUncopied },
  { name: 'sent-still-here', show: showStillHere },
  {
    name: 'sent-not-here',
    show: (visitor) => showHeading(visitor, '/sent?note=none', "This link isn't here any more"),
  },
  { name: 'sent-list', show: showSentNotes },
  { name: 'about', show: (visitor) => showHeading(visitor, '/about', 'How it works') },
  { name: 'no-page', show: (visitor) => showHeading(visitor, '/none', 'Page not found') },
]);

async function showStrength(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT, { password: PASSWORD });
  await visitor.page.getByRole('meter').waitFor();
}

async function showTimeOutOfRange(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT, { expiry: 'custom time' });
  await visitor.field('Date and time').fill('2020-03-01T09:30');
  await visitor.press('Create link');
  await visitor.seesText('Choose a time between now and');
}

async function showLabel(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT);
  await visitor.press('private name');
  await visitor.field('Private name').fill('The boat house');
}

async function showTextMissing(visitor: Visitor): Promise<void> {
  await visitor.open('/');
  await visitor.press('Create link');
  await visitor.seesText('Write something first.');
}

async function showFileRejected(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT);
  await handFiles(visitor, 'drop', [{ name: 'photo.png', type: 'image/png', content: [0x89] }]);
  await visitor.seesText('photo.png is a picture.');
}

async function showInsecure(visitor: Visitor, { url }: Website): Promise<void> {
  await visitor.open(insecureUrl(url));
  await visitor.seesText("This page wasn't loaded over HTTPS");
  // Chromium reports that it ignores headers of insecure pages.
  visitor.errors.length = 0;
}

async function showUncopied(visitor: Visitor): Promise<void> {
  await visitor.open('/');
  await blockClipboard(visitor);
  await visitor.field('Your note').fill(TEXT);
  await visitor.press('Create link');
  await visitor.link();
  await visitor.press('Write another note');
  await visitor.seesText("The link hasn't been copied.");
}

async function showStillHere(visitor: Visitor): Promise<void> {
  await visitor.write(TEXT, { slug: 'boat-house' });
  await visitor.page.getByRole('link', { name: 'Onasty, start page' }).click();
  await visitor.seesText('is still in this tab.');
}

async function showCustomLinkTaken(visitor: Visitor, { http }: Website): Promise<void> {
  const { slug } = await createNote(http);
  await visitor.compose(TEXT, { slug });
  await visitor.press('Create link');
  await visitor.seesText('That link is taken.');
}

async function showTooLong(visitor: Visitor): Promise<void> {
  const json = {
    note_max_bytes: 4_096,
    note_default_ttl_seconds: 2_592_000,
    note_slug_min_length: 6,
    read_lease_seconds: 60,
  };
  await visitor.page.route('**/api/v1/instance', (route) => route.fulfill({ json }));
  await visitor.compose('All work and no play makes Jack a dull boy. '.repeat(100));
  await visitor.seesText('characters too long');
}

async function showNotSent(visitor: Visitor): Promise<void> {
  await visitor.page.route(CREATE, (route) => route.fulfill(UNAVAILABLE));
  await visitor.compose(TEXT);
  await visitor.press('Create link');
  await visitor.seesText("The server can't accept notes right now");
}

async function showSplitLink(visitor: Visitor): Promise<void> {
  await visitor.write(TEXT);
  await visitor.press('Copy link and key separately');
  await visitor.page.getByText('Show as QR code').click();
  await visitor.page.getByAltText('QR code of the link').waitFor();
}

/** Shows notes that are read, expired, deleted, unread and about to be deleted. */
async function showSentNotes(visitor: Visitor, { database }: Website): Promise<void> {
  await visitor.read(await visitor.write(TEXT));
  await makePast(database, slugOf(await visitor.write(TEXT)), 'expires_at');
  for (const slug of ['the-attic', 'summer', 'cellar']) await visitor.write(TEXT, { slug });
  await visitor.open('/');
  await visitor.seesText(/^Opened/);
  await deleteNote(visitor, 'the-attic');
  await visitor.seesText('Deleted permanently');
  await choose(visitor, 'summer', 'Delete');
}
