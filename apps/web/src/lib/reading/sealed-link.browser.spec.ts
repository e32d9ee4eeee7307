import { describe, expect, it } from 'vitest';
import { inHours } from '../../../../core/testing/test-actions.js';
import { createNote } from '../../../testing/author.js';
import { linkSecretOf, readAt, slugOf } from '../../../testing/notes.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const KEY = 'A'.repeat(43);
const FORGED = 'Pay to IBAN XX00';
const PASSWORD = 'MyHumanPassw0rd';
const MISMATCH = "This isn't the note that the link was made for";
const META = '**/api/v1/note/*/meta';
const website = useWebsite();

function bodiesOf({ page }: Visitor): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.postData() ?? ''));
  return bodies;
}

describe('link with a key', () => {
  it.each([`#${KEY}`, `##${KEY}`, `#%20${KEY}`, `%23${KEY}`, `#${KEY}&utm_source=mail`])(
    'never opens a plain note: %s',
    async (fragment) => {
      for (const fields of [
        {},
        { password: PASSWORD },
        { keep_before_expiration: true, expires_at: inHours(1) },
      ]) {
        const { slug } = await createNote(website.http, { content: FORGED, ...fields });
        const visitor = await website.visitor();
        const bodies = bodiesOf(visitor);
        await visitor.open(`/secret/${slug}${fragment}`);
        await visitor.seesHeading(MISMATCH);
        expect(await visitor.page.content()).not.toContain(FORGED);
        expect(await visitor.page.getByRole('textbox', { name: 'Password' }).count()).toBe(0);
        expect(bodies.join('')).toBe('');
        expect(await readAt(website.database, slug)).toBeNull();
        await visitor.leave();
      }
    },
  );

  it('opens no plain note if the key is damaged', async () => {
    const { slug } = await createNote(website.http, { content: FORGED });
    const visitor = await website.visitor();
    await visitor.open(`/secret/${slug}#${KEY.slice(1)}`);
    await visitor.seesHeading('This link is incomplete');
    expect(await readAt(website.database, slug)).toBeNull();
  });

  it('shows nothing and sends no password if the server calls a plain note sealed', async () => {
    const { slug } = await createNote(website.http, { content: FORGED, password: PASSWORD });
    const visitor = await website.visitor();
    const bodies = bodiesOf(visitor);
    const VIEW = '**/api/v1/note/*/view';
    await visitor.page.route(META, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...JSON.parse(await response.text()), sealed: true } });
    });
    const opened = { slug, content: FORGED, keep_before_expiration: false, has_password: true };
    await visitor.page.route(VIEW, (route) =>
      route.fulfill({ json: { ...opened, created_at: new Date().toISOString() } }),
    );
    await visitor.open(`/secret/${slug}#${KEY}`);
    await visitor.field('Password for this note').fill(PASSWORD);
    await visitor.press('Read note');
    await visitor.seesHeading("The note can't be decrypted");
    expect(await visitor.page.content()).not.toContain(FORGED);
    expect(bodies.join('')).not.toContain(PASSWORD);
  });

  it('opens no note that another key sealed', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink('sealed by another key');
    await visitor.open(link.replace(linkSecretOf(link), KEY));
    await visitor.press('Read note');
    await visitor.seesHeading('This link is incomplete');
    expect(await readAt(website.database, slugOf(link))).toBeNull();
    await visitor.field('Key or whole link').fill(link);
    await visitor.press('Continue');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe('sealed by another key');
  });
});

describe('page of a note', () => {
  it('claims encryption only for sealed notes', async () => {
    const visitor = await website.visitor();
    const { slug } = await createNote(website.http, { content: 'plain' });
    const claim = visitor.page.getByText("The server can't read it.");
    await visitor.open(`/secret/${slug}`);
    await visitor.seesText('Not encrypted end to end');
    expect(await claim.count()).toBe(0);
    await visitor.press('Read note');
    await visitor.seesText('Not encrypted end to end');
    expect(await claim.count()).toBe(0);
    await visitor.read(await website.sealedLink('sealed'));
    await claim.waitFor();
  });
});

describe('password of a note', () => {
  const attempts = (slug: string) =>
    website.database.query('SELECT wrong_tries FROM note WHERE slug = $1', [slug]);

  it.each([' swordfish', 'swordfish ', '\u00a0swordfish\u200b', '\tswordfish '])(
    'costs no attempt if white space was copied with it: %j',
    async (typed) => {
      const visitor = await website.visitor();
      const link = await website.sealedLink('by password', { password: 'swordfish' });
      expect(await visitor.read(link, typed)).toBe('by password');
      expect(await attempts(slugOf(link))).toEqual([{ wrong_tries: 0 }]);
    },
  );

  it('opens the note if the white space belongs to it', async () => {
    const visitor = await website.visitor();
    const { slug } = await createNote(website.http, { content: 'spacious', password: ' sword fish ' });
    expect(await visitor.read(`/secret/${slug}`, ' sword fish ')).toBe('spacious');
  });
});
