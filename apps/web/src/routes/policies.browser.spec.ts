import { afterAll, describe, expect, it } from 'vitest';
import { startWebsite } from '../../testing/website.setup.js';
import { useWebsite } from '../../testing/use-website.js';
import { NEW_PROFILE } from '../../testing/website.js';

const website = useWebsite();
const strict = await startWebsite(website.database.url, {
  NOTE_LIFETIMES: '1h, 2d, never',
  NOTE_DEFAULT_TTL: '2d',
  NOTE_PASSWORD: 'required',
  REUSABLE_NOTES: 'false',
  CUSTOM_LINKS: 'false',
  NOTE_MAX_BYTES: '2000',
});
const gateway = await startWebsite(website.database.url, { READ_ONLY: 'true' });
afterAll(async () => {
  await strict.stop();
  await gateway.stop();
});

const strictVisitor = () => website.visitor({ ...NEW_PROFILE, url: strict.url });
const gatewayVisitor = () => website.visitor({ ...NEW_PROFILE, url: gateway.url });

describe('the form under the rules of a server', () => {
  it('preselects its default lifetime, and offers only what it allows', async () => {
    const { page } = await strictVisitor();
    await page.goto(strict.url);
    await page.getByRole('button', { name: '2 days' }).click();
    await page.getByText('This server allows only these lifetimes.').waitFor();
    const choices = await page.getByRole('radio').locator('..').allInnerTexts();
    expect(choices.map((text) => text.trim())).toEqual(['1 hour', '2 days', 'never expires']);
    expect(await page.getByRole('button', { name: 'custom link' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Read once' }).click();
    await page.getByText('On this server, each note can be read once.').waitFor();
  });

  it('creates no link before the note has a password', async () => {
    const visitor = await strictVisitor();
    await visitor.compose('between us');
    await visitor.press('Create link');
    await visitor.page.getByText('On this server, each note needs a password. Set one').waitFor();
    await visitor.field('Password').fill('a long password');
    await visitor.press('Create link');
    expect(await visitor.link()).toContain(`${strict.url}/secret/`);
  });

  it('says that a note is too long before it is sent', async () => {
    const visitor = await strictVisitor();
    await visitor.compose('x'.repeat(2_100));
    await visitor.page
      .getByText(/too long/)
      .first()
      .waitFor();
  });
});

describe('a server that only opens notes', () => {
  it.each(['/', '/sign-in', '/sign-up', '/notes', '/sent'])('offers nothing else at %s', async (path) => {
    const { page } = await gatewayVisitor();
    await page.goto(gateway.url + path);
    await page.getByRole('heading', { name: 'This server only opens notes' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
  });

  it('opens a note of the server behind it', async () => {
    const visitor = await gatewayVisitor();
    const link = new URL(await website.sealedLink('from inside'));
    await visitor.page.goto(gateway.url + link.pathname + link.hash);
    await visitor.press('Read note');
    await visitor.page.getByText('from inside').waitFor();
    expect(await visitor.page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
  });
});
