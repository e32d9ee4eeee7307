import { createNote, inHours } from '../support/notes.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { makePast } from './notes.js';

/** One state of a page: how a visitor gets there. */
export interface PageState {
  name: string;
  show: (visitor: Visitor, product: Product) => Promise<unknown>;
}

const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';
const PASSWORD = 'Zitronenbaum 7';
const META = '**/api/v1/note/*/meta';
const VIEW = '**/api/v1/note/*/view';
const CREATE = '**/api/v1/note';
const UNAVAILABLE = { status: 503, json: { message: '', code: 'unavailable', request_id: 'r' } };
const KEPT = { reading: 'By anyone with the link, until it expires' };

const WRITING: PageState[] = [
  { name: 'landing', show: (visitor) => visitor.open('/') },
  { name: 'writing', show: (visitor) => visitor.compose(TEXT) },
  { name: 'option-reading', show: (visitor) => visitor.compose(TEXT, KEPT) },
  { name: 'option-expiry', show: (visitor) => visitor.compose(TEXT, { expiry: 'own time' }) },
  { name: 'option-password', show: showStrength },
  { name: 'option-address', show: (visitor) => visitor.compose(TEXT, { slug: 'boat-house' }) },
  { name: 'time-passed', show: showTimePassed },
  { name: 'address-taken', show: showAddressTaken },
  { name: 'too-long', show: showTooLong },
  { name: 'not-sent', show: showNotSent },
  { name: 'sent', show: (visitor) => visitor.write(TEXT, { password: PASSWORD }) },
  { name: 'sent-apart', show: showSentApart },
  { name: 'sent-list', show: showSentList },
];

const READING: PageState[] = [
  { name: 'waiting', show: async (visitor) => showWaiting(visitor, await visitor.write(TEXT)) },
  { name: 'waiting-password', show: async (visitor) => showWaiting(visitor, await withPassword(visitor)) },
  { name: 'wrong-password', show: showWrongPassword },
  { name: 'locked', show: showLocked },
  { name: 'opening-again', show: showOpeningAgain },
  { name: 'open', show: async (visitor) => visitor.read(await visitor.write(TEXT)) },
  { name: 'open-kept', show: async (visitor) => visitor.read(await visitor.write(TEXT, KEPT)) },
  { name: 'already-read', show: showAlreadyRead },
  { name: 'expired', show: showExpired },
  { name: 'no-note', show: (visitor) => showHeading(visitor, '/secret/none#x', 'There is no such note') },
  { name: 'incomplete', show: showIncomplete },
  { name: 'unreachable', show: showUnreachable },
  { name: 'server-down', show: showServerDown },
  { name: 'about', show: (visitor) => showHeading(visitor, '/about', 'How it works') },
  { name: 'no-page', show: (visitor) => showHeading(visitor, '/none', 'There is nothing here') },
];

/** Every state that a page can be in. */
export const PAGE_STATES: readonly PageState[] = [...WRITING, ...READING];

async function showHeading(visitor: Visitor, link: string, heading: string): Promise<void> {
  await visitor.open(link);
  await visitor.sees(heading);
}

const showWaiting = (visitor: Visitor, link: string) =>
  showHeading(visitor, link, 'Somebody sent you a note');

const withPassword = (visitor: Visitor) => visitor.write(TEXT, { password: PASSWORD });

async function showStrength(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT, { password: PASSWORD });
  await visitor.page.getByRole('meter').waitFor();
}

async function showTimePassed(visitor: Visitor): Promise<void> {
  await visitor.compose(TEXT, { expiry: 'own time' });
  await visitor.field('Date and time').fill('2020-03-01T09:30');
  await visitor.press('Create link');
  await visitor.reads('That time has passed.');
}

async function showAddressTaken(visitor: Visitor, { http }: Product): Promise<void> {
  const { slug } = await createNote(http);
  await visitor.compose(TEXT, { slug });
  await visitor.press('Create link');
  await visitor.reads('That address is taken.');
}

async function showTooLong(visitor: Visitor): Promise<void> {
  const json = { note_max_bytes: 4_096, read_lease_seconds: 60 };
  await visitor.page.route('**/api/v1/instance', (route) => route.fulfill({ json }));
  await visitor.compose('All work and no play makes Jack a dull boy. '.repeat(100));
  await visitor.reads('characters too long');
}

async function showNotSent(visitor: Visitor): Promise<void> {
  await visitor.page.route(CREATE, (route) => route.fulfill(UNAVAILABLE));
  await visitor.compose(TEXT);
  await visitor.press('Create link');
  await visitor.reads("The server can't take notes right now");
}

async function showSentApart(visitor: Visitor): Promise<void> {
  await visitor.write(TEXT);
  await visitor.press('Copy link and key separately');
  await visitor.page.getByText('Show as QR code').click();
  await visitor.page.getByAltText('QR code of the link').waitFor();
}

/** Read, expired, deleted, about to be deleted, unread. */
async function showSentList(visitor: Visitor, { database }: Product): Promise<void> {
  await visitor.read(await visitor.write(TEXT));
  await makePast(database, await visitor.write(TEXT), 'expires_at');
  for (const slug of ['attic', 'summer', 'cellar']) await visitor.write(TEXT, { slug });
  await visitor.open('/');
  await visitor.reads(/^Opened/);
  await visitor.press('Delete note attic');
  await visitor.press('Delete for good');
  await visitor.reads('Deleted for good');
  await visitor.press('Delete note summer');
}

async function showWrongPassword(visitor: Visitor): Promise<void> {
  await showWaiting(visitor, await withPassword(visitor));
  await visitor.field('Password for this note').fill('Orangenbaum 8');
  await visitor.press('Read the note');
  await visitor.reads('That is not the password.');
}

async function showLocked(visitor: Visitor): Promise<void> {
  const details = { tries_left: 0, locked_until: inHours(0.25), message: '', request_id: 'r' };
  const json = { ...details, code: 'note.wrong_password' };
  await visitor.page.route(VIEW, (route) => route.fulfill({ status: 404, json }));
  await showWaiting(visitor, await withPassword(visitor));
  await visitor.field('Password for this note').fill('Orangenbaum 8');
  await visitor.press('Read the note');
  await visitor.sees('Too many wrong passwords');
}

async function showOpeningAgain(visitor: Visitor): Promise<void> {
  await visitor.page.route(VIEW, (route) => route.abort('connectionreset'));
  await showWaiting(visitor, await visitor.write(TEXT));
  await visitor.press('Read the note');
  await visitor.reads('Trying again by itself');
}

async function showAlreadyRead(visitor: Visitor): Promise<void> {
  const link = await visitor.write(TEXT);
  await visitor.read(link);
  await showHeading(visitor, link, 'This note was read already');
}

async function showExpired(visitor: Visitor, { database }: Product): Promise<void> {
  const link = await visitor.write(TEXT);
  await makePast(database, link, 'expires_at');
  await showHeading(visitor, link, 'This note has expired');
}

async function showIncomplete(visitor: Visitor): Promise<void> {
  const link = await visitor.write(TEXT);
  await showHeading(visitor, link.slice(0, -9), 'This link is incomplete');
}

async function showUnreachable(visitor: Visitor): Promise<void> {
  await visitor.page.route(META, (route) => route.abort('connectionrefused'));
  await showHeading(visitor, '/secret/any#x', "The server can't be reached");
}

async function showServerDown(visitor: Visitor): Promise<void> {
  await visitor.page.route(META, (route) => route.fulfill(UNAVAILABLE));
  await showHeading(visitor, '/secret/any#x', "The server can't answer right now");
}
