import { describe, expect, it } from 'vitest';
import { inHours } from '../../../../core/testing/test-actions.js';
import { createNote } from '../../../testing/author.js';
import { linkSecretOf, makePast, readAt, slugOf } from '../../../testing/notes.js';
import { useWebsite } from '../../../testing/use-website.js';

describe('page of a note', () => {
  const website = useWebsite();

  it('shows a reusable note to every visitor with the link', async () => {
    const [reader, other] = await Promise.all([website.visitor(), website.visitor()]);
    const link = await website.sealedLink('for the whole team', { reusable: true });
    expect(await reader.read(link)).toBe('for the whole team');
    await reader.press('Done');
    expect(await reader.read(link)).toBe('for the whole team');
    expect(await other.read(link)).toBe('for the whole team');
    await other.seesText('Anyone with the link can read it until it expires');
  });

  it('says when a note expired', async () => {
    const { database } = website;
    const visitor = await website.visitor();
    const link = await website.sealedLink('too late');
    await makePast(database, slugOf(link), 'expires_at');
    await visitor.open(link);
    await visitor.seesHeading('This note has expired');
    const time = Date.parse((await visitor.page.getByRole('time').getAttribute('datetime')) ?? '');
    expect(Date.now() - time).toBeGreaterThan(59_000);
    expect(Date.now() - time).toBeLessThan(120_000);
  });

  it('says that a note expired while its page was open', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('too slow');
    await visitor.open(link);
    await visitor.seesHeading('Someone sent you a note');
    await makePast(website.database, slugOf(link), 'expires_at');
    await visitor.press('Read note');
    await visitor.seesHeading('This note has expired');
  });

  it('says that there is no such note', async () => {
    const visitor = await website.visitor();
    await visitor.open(`/secret/never-was#${'A'.repeat(43)}`);
    await visitor.seesHeading("There's no such note");
  });

  it.each([
    ['with a truncated secret', (link: string) => link.slice(0, -20)],
    ['without its fragment', (link: string) => link.split('#')[0] ?? ''],
    ['with an empty fragment', (link: string) => link.replace(/#.*/, '#')],
  ])('calls a link %s incomplete and burns nothing', async (_, damage) => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('still whole');
    await visitor.open(damage(link));
    await visitor.seesHeading('This link is incomplete');
    await visitor.seesText('The note is still there.');
    expect(await visitor.read(link)).toBe('still whole');
  });

  it('calls a link with a changed character incomplete on reading and burns nothing', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('still whole');
    const secret = linkSecretOf(link);
    await visitor.open(link.replace(secret, (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)));
    await visitor.press('Read note');
    await visitor.seesHeading('This link is incomplete');
    expect(await readAt(website.database, slugOf(link))).toBeNull();
    expect(await visitor.read(link)).toBe('still whole');
  });

  it.each(['&utm_source=newsletter', '?fbclid=IwAR0x'])('ignores %s after the link', async (suffix) => {
    const visitor = await website.visitor();
    expect(await visitor.read((await website.sealedLink('as usual')) + suffix)).toBe('as usual');
  });

  it('follows another link that is pasted into the address bar', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('the right key');
    await visitor.open(link.replace(/#.*/, ''));
    await visitor.seesHeading('This link is incomplete');
    await visitor.page.goto(link);
    await visitor.press('Read note');
    expect(await visitor.text()).toBe('the right key');
  });

  it('shows a plain note as text, never as HTML', async () => {
    const content = '<img src=x onerror="alert(1)"> from curl';
    const { slug } = await createNote(website.http, { content, expires_at: inHours(1) });
    const visitor = await website.visitor();
    expect(await visitor.read(`/secret/${slug}`)).toBe(content);
    expect(visitor.errors).toEqual([]);
  });

  it('requires the password of a plain note', async () => {
    const { slug } = await createNote(website.http, { content: 'from curl', password: 'curl too' });
    const visitor = await website.visitor();
    expect(await visitor.read(`/secret/${slug}`, 'curl too')).toBe('from curl');
  });

  it('opens under the custom link of the sender', async () => {
    const visitor = await website.visitor();
    const link = await visitor.write('by name', { slug: 'Our_wifi-2' });
    expect(slugOf(link)).toBe('Our_wifi-2');
    expect(await visitor.read(link)).toBe('by name');
  });

  it('distinguishes rate limiting from a missing note', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('in a moment');
    const json = { message: 'too many requests', code: 'request.rate_limited', request_id: 'r' };
    const answer = { status: 429, headers: { 'retry-after': '1' }, json };
    await visitor.page.route('**/api/v1/note/*/meta', (route) => route.fulfill(answer), { times: 1 });
    await visitor.open(link);
    await visitor.seesHeading('Too many requests from your network');
    await visitor.press('Try again');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe('in a moment');
  });

  it('copies the text of an open note', async () => {
    const visitor = await website.visitor();
    await visitor.read(await website.sealedLink('<b>copied</b>\n\tas it is'));
    await visitor.press('Copy text');
    await visitor.seesText('Copied');
    expect(await visitor.clipboard()).toBe('<b>copied</b>\n\tas it is');
  });
});
