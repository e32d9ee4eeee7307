import { beforeAll, describe, expect, it } from 'vitest';
import { insecureUrl } from '../../../testing/chromium.js';
import { slugOf } from '../../../testing/notes.js';
import { isFocused, waitForFocus } from '../../../testing/navigation.js';
import { useWebsite } from '../../../testing/use-website.js';
import { waitForHydration, type Visitor } from '../../../testing/visitor.js';

const NOTES = '**/api/v1/note';
const CHOICES = {
  password: 'Zitronenbaum 7',
  readLimit: 'By anyone with the link, until it expires',
  expiry: 'custom time',
  slug: 'boat-house-key',
};
const CUSTOM_TIME = '2027-03-01T09:30';

const website = useWebsite();

async function composeFully(visitor: Visitor): Promise<void> {
  await visitor.compose('all of it', CHOICES);
  await visitor.press('custom time');
  await visitor.field('Date and time').fill(CUSTOM_TIME);
  await visitor.press('private name');
  await visitor.field('Private name').fill('The boat house');
}

async function expectComplete(visitor: Visitor): Promise<void> {
  await expect.poll(() => visitor.field('Your note').inputValue()).toBe('all of it');
  const options = visitor.page.getByRole('group', { name: 'What happens to the note' }).getByRole('button');
  expect(await options.allInnerTexts()).toEqual([
    'Read until it expires',
    'custom time',
    'with a password',
    '/boat-house-key',
    'The boat house',
    'no email',
  ]);
  await visitor.press('with a password');
  expect(await visitor.field('Password').inputValue()).toBe(CHOICES.password);
  await visitor.press('custom time');
  expect(await visitor.field('Date and time').inputValue()).toBe(CUSTOM_TIME);
}

describe('note form', () => {
  it.each<[string, (visitor: Visitor) => Promise<unknown>]>([
    ['a reload', (visitor) => visitor.page.reload()],
    ['another page of the website', settle],
    ['the start page by its link', (visitor) => follow(visitor, 'Onasty, start page')],
    ['back and forward', (visitor) => leaveAndReturn(visitor)],
  ])('is complete after %s, and stored unreadably', async (_, move) => {
    const visitor = await website.visitor();
    await composeFully(visitor);
    await settle(visitor);
    expect(await visitor.storedData()).not.toMatch(/all of it|Zitronenbaum|boat-house|The boat house/);
    await move(visitor);
    await waitForHydration(visitor.page);
    await expectComplete(visitor);
  });

  it('sends the note as protected as it was before the reload', async () => {
    const visitor = await website.visitor();
    await visitor.compose('guarded', { password: 'Apfelbaum 9', expiry: '1 hour' });
    await settle(visitor);
    await visitor.page.reload();
    await waitForHydration(visitor.page);
    await expect.poll(() => visitor.field('Your note').inputValue()).toBe('guarded');
    await visitor.press('Create link');
    const link = await visitor.link();
    const [row] = await website.database.query(
      "SELECT expires_at < clock_timestamp() + interval '61 minutes' AS soon FROM note WHERE slug = $1",
      [slugOf(link)],
    );
    expect(row).toEqual({ soon: true });
    expect(await visitor.read(link, 'Apfelbaum 9')).toBe('guarded');
  });

  it('keeps the choices for the next note, and clears what belonged to the first', async () => {
    const visitor = await website.visitor();
    await visitor.write('the first', { ...CHOICES, expiry: '1 hour', slug: 'first-of-two' });
    await visitor.press('Write another note');
    await waitForFocus(visitor.field('Your note'));
    expect(await visitor.field('Your note').inputValue()).toBe('');
    for (const option of ['Read until it expires', '1 hour', 'no password', 'custom link', 'private name'])
      await visitor.page.getByRole('button', { name: option, exact: true }).waitFor();
  });

  it('takes no words while it seals the note', async () => {
    const visitor = await website.visitor();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await visitor.page.route(NOTES, (route) => held.then(() => route.continue()));
    await visitor.compose('the words');
    await visitor.press('Create link');
    await visitor.seesText('Sealing…');
    await visitor.field('Your note').focus();
    await visitor.page.keyboard.type(' AND MORE');
    expect(await visitor.field('Your note').inputValue()).toBe('the words');
    release();
    expect(await visitor.read(await visitor.link())).toBe('the words');
  });

  it('is lost with the tab only after a confirmation', async () => {
    const visitor = await website.visitor();
    const asked: string[] = [];
    visitor.page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await visitor.open('/');
    await visitor.page.reload();
    expect(asked).toEqual([]);
    await waitForHydration(visitor.page);
    await visitor.field('Your note').click();
    await visitor.page.keyboard.type('unsent');
    await visitor.page.reload();
    expect(asked).toEqual(['beforeunload']);
  });

  it('says that the note is missing, at the field, until there is one', async () => {
    const visitor = await website.visitor();
    await visitor.open('/');
    await visitor.press('Create link');
    await visitor.seesText('Write something first.');
    const field = visitor.field('Your note');
    expect(await isFocused(field)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await visitor.page.keyboard.type('x');
    await visitor.page.getByText('Write something first.').waitFor({ state: 'detached' });
    expect(await field.getAttribute('aria-invalid')).toBe('false');
  });
});

describe('note form in a browser that cannot keep it', () => {
  it('says so', async () => {
    const visitor = await website.visitor();
    await visitor.addScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
    await visitor.compose('not kept');
    await visitor.seesText("This browser can't keep your note.");
    await visitor.press('Create link');
    expect(await visitor.read(await visitor.link())).toBe('not kept');
  });
});

describe('note form on an insecure page', () => {
  it('warns before anything is typed, sends nothing, and keeps the text over a reload', async () => {
    const visitor = await website.visitor({ url: insecureUrl(website.url) });
    const sent: string[] = [];
    visitor.page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await visitor.open('/');
    await visitor.page.getByRole('alert').filter({ hasText: "This page wasn't loaded over HTTPS" }).waitFor();
    await visitor.field('Your note').fill('not here');
    const button = visitor.page.getByRole('button', { name: 'Create link', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await visitor.field('Your note').press('Control+Enter');
    await visitor.page.getByRole('alert').filter({ hasText: "The note wasn't sent." }).waitFor();
    expect(sent).toEqual([]);
    await expect.poll(() => visitor.storedData()).toContain('draft');
    await visitor.page.reload();
    await expect.poll(() => visitor.field('Your note').inputValue()).toBe('not here');
  });
});

describe('empty form', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await website.visitor();
    await visitor.open('/');
  });

  it('mentions the key that creates the link', () => visitor.seesText('Ctrl+Enter'));

  it.each([
    ['Read once', "Once, by the first person to open it; then it's gone"],
    ['7 days', '7 days'],
    ['no password', 'Password'],
    ['custom link', 'Custom link'],
    ['private name', 'Private name'],
  ])('has the option "%s", whose panel takes the focus and returns it on Escape', async (option, label) => {
    const button = visitor.page.getByRole('button', { name: option, exact: true });
    await button.click();
    await waitForFocus(visitor.field(label));
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await visitor.page.keyboard.press('Escape');
    await waitForFocus(button);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await visitor.field(label).count()).toBe(0);
  });
});

describe('error of a field', () => {
  it('states what a custom link must be, and is gone once it has changed', async () => {
    const visitor = await website.visitor();
    await visitor.compose('a link');
    await visitor.press('custom link');
    const field = visitor.field('Custom link');
    for (const [slug, error] of [
      ['not a link', 'Use only letters'],
      ['short', 'Use at least 6 characters'],
    ] as const) {
      await field.fill(slug);
      await visitor.press('Create link');
      await visitor.seesText(error);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      await field.fill('now-a-link');
      await visitor.page.getByText(error).waitFor({ state: 'detached' });
    }
  });

  it('that has no field on the page is shown beside the button', async () => {
    const visitor = await website.visitor();
    const json = { message: 'note: expired', code: 'note.expired', request_id: 'r' };
    await visitor.page.route(NOTES, (route) => route.fulfill({ status: 410, json }), { times: 1 });
    await visitor.compose('by a wrong clock', { expiry: '1 hour' });
    await visitor.press('Create link');
    await visitor.page.getByRole('alert').filter({ hasText: 'That time has already passed.' }).waitFor();
  });
});

async function follow({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
}

async function leaveAndReturn({ page }: Visitor): Promise<void> {
  await page.goto(`${website.url}/about`);
  await page.goBack();
}

/** Leaves the form within the website and returns, which keeps it at once. */
async function settle(visitor: Visitor): Promise<void> {
  await follow(visitor, 'How it works');
  await visitor.seesHeading('How it works');
  await expect.poll(() => visitor.storedData()).toContain('draft');
  await visitor.page.goBack();
  await visitor.seesHeading('Write a note that can be read once');
}
