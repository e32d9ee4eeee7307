import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebFiles } from '../../../standalone/web/web-files.js';
import { CONTENT_POLICY } from '../../../standalone/web/web-headers.js';
import { PASSWORD } from '../../../core/testing/test-actions.js';
import { verifiedAccount } from '../../testing/accounts.js';
import { createNote } from '../../testing/author.js';
import { buildPseudoWeb } from '../../testing/pseudo-locales/build-pseudo-web.js';
import { overflowing, untranslatedTexts } from '../../testing/pseudo-locales/page-problems.js';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';

const API = /^\/(api|health|mailbox)(\/|$)/;
const TOKEN = 'A'.repeat(43);
const WIDTHS = [320, 1280];
const website = useWebsite();
let folder: string;

beforeAll(async () => {
  folder = await buildPseudoWeb();
});

/** Opens a browser that prefers this locale; pages come from the build with pseudo-locales. */
async function foreignVisitor(locale: string): Promise<Visitor> {
  const visitor = await website.visitor({ locale });
  const files = await WebFiles.read(folder);
  await visitor.context.route(
    ({ origin, pathname }) => origin === website.url && !API.test(pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const { file, status } = files?.resolve(pathname) ?? { file: '404.html', status: 404 };
      const headers = { 'content-security-policy': CONTENT_POLICY };
      await route.fulfill({ status, headers, path: join(folder, file) });
    },
  );
  return visitor;
}

async function checkPage({ page }: Visitor, state: string): Promise<void> {
  expect(await untranslatedTexts(page), state).toEqual([]);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflowing(page), `${state} at ${width} px`).toEqual([]);
  }
}

/** Presses every button that opens something, and checks the page after each. */
async function checkDisclosures(visitor: Visitor, state: string): Promise<void> {
  const closed = visitor.page.locator('main button[aria-expanded="false"]');
  for (let index = 0; index < (await closed.count()); index += 1) {
    await closed.nth(index).click();
    await checkPage(visitor, `${state}, disclosure ${index + 1}`);
  }
}

describe.each([
  ['de-DE', 'de', 'ltr', /7\. Dezember|Sonntag|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag/],
  ['ar-EG', 'ar', 'rtl', /[\u0660-\u0669]/],
])('translation for %s', (preferred, language, direction, localTime) => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await foreignVisitor(preferred);
  });

  it('sets the language and the direction of the page', async () => {
    await visitor.open('/about');
    const root = visitor.page.locator('html');
    await expect.poll(() => root.getAttribute('lang')).toBe(language);
    expect(await root.getAttribute('dir')).toBe(direction);
    expect(await visitor.page.locator('h1').evaluate((element) => getComputedStyle(element).direction)).toBe(
      direction,
    );
  });

  it.each([
    '/about',
    '/sign-in',
    '/sign-up',
    '/forgot-password',
    '/verify',
    `/verify#t=${TOKEN}`,
    `/reset-password#t=${TOKEN}`,
    `/change-email#t=${TOKEN}`,
    `/change-email/stop#t=${TOKEN}`,
    '/oauth/callback',
    '/oauth/callback?error=access_denied',
    '/oauth/callback?error=state',
    '/oauth/callback?error=provider',
    '/oauth/callback?error=unverified_email',
    '/oauth/callback?error=misconfigured',
    '/oauth/callback?error=missing_email',
    '/notes',
    '/none',
    `/secret/never-was#${TOKEN}`,
  ])('covers %s, which fits any window', async (path) => {
    await visitor.open(path);
    await visitor.page.locator('main h1').waitFor();
    await checkPage(visitor, path);
  });

  it('covers writing and sending a note', async () => {
    const { page } = visitor;
    await visitor.open('/');
    await checkPage(visitor, 'empty form');
    await expect.poll(() => page.locator('main').innerText()).toMatch(localTime);
    await checkDisclosures(visitor, 'form');
    await page.locator('#note').fill('text');
    await page.locator('#note').press('Control+Enter');
    await page.locator('#link').waitFor();
    await checkDisclosures(visitor, 'result');
    await visitor.open('/');
    await page.getByRole('listitem').first().waitFor();
    await checkPage(visitor, 'list of sent notes');
  });

  it('covers reading a note with a password', async () => {
    const { slug } = await createNote(website.http, { content: 'text', password: PASSWORD });
    const { page } = visitor;
    await visitor.open(`/secret/${slug}`);
    await page.locator('#note-password').fill('wrong');
    await checkPage(visitor, 'unopened note');
    await page.locator('#note-password').press('Enter');
    await expect.poll(() => page.locator('#password-error').innerText()).not.toBe('');
    await checkPage(visitor, 'wrong password');
    await page.locator('#note-password').fill(PASSWORD);
    await page.locator('#note-password').press('Enter');
    await page.locator('pre').waitFor();
    await checkPage(visitor, 'open note');
    await visitor.open('/about');
    await visitor.open(`/secret/${slug}`);
    await page.locator('main h1').waitFor();
    await checkPage(visitor, 'read note');
  });

  it('covers the pages of an account', async () => {
    const email = await verifiedAccount(website);
    const { page } = visitor;
    await visitor.open('/account');
    await page.locator('input[type="email"]').fill(email);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('main dl').waitFor();
    await checkPage(visitor, 'account');
    await checkDisclosures(visitor, 'account');
    await visitor.open('/notes');
    await page.locator('main h1').waitFor();
    await checkPage(visitor, 'own notes');
  });
});
