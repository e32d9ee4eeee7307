import { inHours } from '../../../../core/testing/test-actions.js';
import { createNote } from '../../../testing/author.js';
import { makePast, slugOf, UNAVAILABLE } from '../../../testing/notes.js';
import { checkStates, showHeading } from '../../../testing/states/page-state.js';
import type { Visitor } from '../../../testing/visitor.js';
import type { SharedWebsite } from '../../../testing/website.js';

const TEXT = 'The door of the boat house:\n\n\tcode  4711\n\tkey   under the blue stone\n\nBurn this.';
const PASSWORD = 'Zitronenbaum 7';
const META = '**/api/v1/note/*/meta';
const VIEW = '**/api/v1/note/*/view';
const REUSABLE = { reusable: true };

checkStates('page of a note', [
  {
    name: 'waiting',
    show: async (visitor, website) => showUnopened(visitor, await website.sealedLink(TEXT)),
  },
  {
    name: 'waiting-password',
    show: async (visitor, website) => showUnopened(visitor, await withPassword(website)),
  },
  { name: 'wrong-password', show: showWrongPassword },
  { name: 'locked', show: showLocked },
  { name: 'opening-again', show: showRetrying },
  { name: 'open', show: async (visitor, website) => visitor.read(await website.sealedLink(TEXT)) },
  {
    name: 'open-kept',
    show: async (visitor, website) => visitor.read(await website.sealedLink(TEXT, REUSABLE)),
  },
  { name: 'note-done', show: async (visitor, website) => showDone(visitor, await website.sealedLink(TEXT)) },
  {
    name: 'note-done-kept',
    show: async (visitor, website) => showDone(visitor, await website.sealedLink(TEXT, REUSABLE)),
  },
  { name: 'already-read', show: showAlreadyRead },
  { name: 'expired', show: showExpired },
  { name: 'no-note', show: (visitor) => showHeading(visitor, '/secret/none#x', "There's no such note") },
  { name: 'incomplete', show: showIncomplete },
  { name: 'no-slug', show: (visitor) => showHeading(visitor, '/secret', 'This link is damaged') },
  { name: 'other-note', show: showMismatch },
  { name: 'undecryptable', show: showUndecryptable },
  { name: 'note-loading', show: showLoading },
  { name: 'note-limited', show: showRateLimited },
  { name: 'unreachable', show: showUnreachable },
  { name: 'server-down', show: showServerDown },
]);

const showUnopened = (visitor: Visitor, link: string) =>
  showHeading(visitor, link, 'Someone sent you a note');

const withPassword = (website: SharedWebsite) => website.sealedLink(TEXT, { password: PASSWORD });

async function showWrongPassword(visitor: Visitor, website: SharedWebsite): Promise<void> {
  await showUnopened(visitor, await withPassword(website));
  await visitor.field('Password for this note').fill('Orangenbaum 8');
  await visitor.press('Read note');
  await visitor.seesText("That isn't the password.");
}

async function showLocked(visitor: Visitor, website: SharedWebsite): Promise<void> {
  const details = { tries_left: 0, locked_until: inHours(0.25), message: '', request_id: 'r' };
  const json = { ...details, code: 'note.wrong_password' };
  await visitor.page.route(VIEW, (route) => route.fulfill({ status: 404, json }));
  await showUnopened(visitor, await withPassword(website));
  await visitor.field('Password for this note').fill('Orangenbaum 8');
  await visitor.press('Read note');
  await visitor.seesHeading('Too many wrong passwords');
}

async function showRetrying(visitor: Visitor, website: SharedWebsite): Promise<void> {
  await visitor.page.route(VIEW, (route) => route.abort('connectionreset'));
  await showUnopened(visitor, await website.sealedLink(TEXT));
  await visitor.press('Read note');
  await visitor.seesText('Connection lost. Retrying…');
}

async function showDone(visitor: Visitor, link: string): Promise<void> {
  await visitor.read(link);
  await visitor.press('Done');
  await visitor.seesHeading("You're done with this note");
}

async function showMismatch(visitor: Visitor, { http }: SharedWebsite): Promise<void> {
  const { slug } = await createNote(http);
  const heading = "This isn't the note that the link was made for";
  await showHeading(visitor, `/secret/${slug}#${'A'.repeat(43)}`, heading);
}

async function showUndecryptable(visitor: Visitor, website: SharedWebsite): Promise<void> {
  const note = { content: TEXT, keep_before_expiration: false, has_password: false, created_at: inHours(-1) };
  await visitor.page.route(VIEW, (route) => route.fulfill({ json: { ...note, slug: 'any' } }));
  await showUnopened(visitor, await website.sealedLink(TEXT));
  await visitor.press('Read note');
  await visitor.seesHeading("The note can't be decrypted");
}

async function showLoading(visitor: Visitor): Promise<void> {
  await visitor.page.route(META, () => undefined);
  await showHeading(visitor, '/secret/any#x', 'Note');
  await visitor.seesText('Loading the note…');
}

async function showRateLimited(visitor: Visitor): Promise<void> {
  const json = { message: 'too many requests', code: 'request.rate_limited', request_id: 'r' };
  await visitor.page.route(META, (route) => route.fulfill({ status: 429, json }));
  await showHeading(visitor, '/secret/any#x', 'Too many requests from your network');
}

async function showAlreadyRead(visitor: Visitor, website: SharedWebsite): Promise<void> {
  const link = await website.sealedLink(TEXT);
  await visitor.read(link);
  await visitor.press('Done');
  await showHeading(visitor, link, 'This note has already been read');
}

async function showExpired(visitor: Visitor, website: SharedWebsite): Promise<void> {
  const link = await website.sealedLink(TEXT);
  await makePast(website.database, slugOf(link), 'expires_at');
  await showHeading(visitor, link, 'This note has expired');
}

async function showIncomplete(visitor: Visitor, website: SharedWebsite): Promise<void> {
  const link = await website.sealedLink(TEXT);
  await showHeading(visitor, link.slice(0, -9), 'This link is incomplete');
}

async function showUnreachable(visitor: Visitor): Promise<void> {
  await visitor.page.route(META, (route) => route.abort('connectionrefused'));
  await showHeading(visitor, '/secret/any#x', "The server can't be reached");
}

async function showServerDown(visitor: Visitor): Promise<void> {
  await visitor.page.route(META, (route) => route.fulfill(UNAVAILABLE));
  await showHeading(visitor, '/secret/any#x', "The server can't respond right now");
}
