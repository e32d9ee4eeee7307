import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noteAt, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { enterAccount, openAccount } from '../../../../testing/accounts.js';
import { waitForFocus } from '../../../../testing/navigation.js';
import { menuOf, openOwnNotes } from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Visitor } from '../../../../testing/visitor.js';

const website = useWebsite();

interface Act {
  visitor: Visitor;
  start: Locator;
  confirm: Locator;
  isDone: () => Promise<boolean>;
}

const button = ({ page }: Visitor, name: string) => page.getByRole('button', { name, exact: true });
const newSlug = () => `irreversible-${crypto.randomUUID().slice(0, 8)}`;
const isGone = async (slug: string) => (await website.http.get(noteAt(slug, 'meta'))).status === 404;
const isSignedOut = async ({ context }: Visitor) =>
  (await context.cookies()).every(({ name }) => name !== '__Host-refresh');

const ACTS: Record<string, () => Promise<Act>> = {
  async 'deletion of a sent note'() {
    const slug = newSlug();
    const visitor = await website.visitor();
    await visitor.write('to be deleted', { slug });
    await menuOf(visitor, slug).click();
    const start = button(visitor, `Delete note ${slug}`);
    return { visitor, start, confirm: button(visitor, 'Delete permanently'), isDone: () => isGone(slug) };
  },
  async 'removal of a receipt'() {
    const slug = newSlug();
    const visitor = await website.visitor();
    await visitor.write('to be removed', { slug });
    await menuOf(visitor, slug).click();
    const isDone = async () => !(await visitor.storedData()).includes('sent-note:');
    const start = button(visitor, 'Remove from list');
    return { visitor, start, confirm: button(visitor, 'Remove 1 note'), isDone };
  },
  async 'deletion of an own note'() {
    const slug = newSlug();
    const { visitor } = await openOwnNotes(website, (author) => author.create({ slug }));
    await menuOf(visitor, slug).click();
    const start = button(visitor, `Delete note ${slug}`);
    return { visitor, start, confirm: button(visitor, 'Delete permanently'), isDone: () => isGone(slug) };
  },
  async 'end of a session'() {
    const visitor = await website.visitor();
    const email = await openAccount(visitor, website);
    await enterAccount(await website.visitor({ userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0' }), email);
    await visitor.page.reload();
    const start = button(visitor, 'End the session of Firefox on Linux on network 127.0.0.x');
    const isDone = async () => (await visitor.page.getByText('has ended').count()) > 0;
    return { visitor, start, confirm: button(visitor, 'End session'), isDone };
  },
  async 'sign-out everywhere'() {
    const visitor = await website.visitor();
    await openAccount(visitor, website);
    const start = button(visitor, 'Sign out everywhere');
    return {
      visitor,
      start,
      confirm: button(visitor, 'End all sessions'),
      isDone: () => isSignedOut(visitor),
    };
  },
  async 'deletion of the account'() {
    const visitor = await website.visitor();
    await openAccount(visitor, website);
    await visitor.press('Delete account');
    await visitor.field('Your password').fill(PASSWORD);
    const start = button(visitor, 'Delete account and notes');
    return {
      visitor,
      start,
      confirm: button(visitor, 'Delete permanently'),
      isDone: () => isSignedOut(visitor),
    };
  },
};

describe.each(Object.entries(ACTS))('%s', (_, prepare) => {
  it('takes two deliberate steps, and looks like nothing else', async () => {
    const { visitor, start, confirm, isDone } = await prepare();
    const cancel = button(visitor, 'Cancel');
    await start.scrollIntoViewIfNeeded();
    const { x, y } = await centreOf(start);
    const before = await placesIn(visitor);

    await visitor.page.mouse.dblclick(x, y);
    await waitForFocus(cancel);
    expect(await textAt(visitor, x, y)).toBe('Cancel');
    expect(await placesIn(visitor)).toEqual(before);
    expect(await backgroundOf(confirm)).not.toBe(await accentOf(visitor));

    await visitor.page.keyboard.press('Escape');
    await waitForFocus(start);
    await holdEnter(visitor);
    await waitForFocus(cancel);
    await visitor.page.keyboard.press('Enter');
    await waitForFocus(start);
    expect(await isDone()).toBe(false);

    await visitor.page.keyboard.press('Enter');
    await confirm.click();
    await expect.poll(isDone).toBe(true);
    expect(visitor.errors).toEqual([]);
  });
});

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the element is hidden');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function textAt({ page }: Visitor, x: number, y: number): Promise<string | undefined> {
  return page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.textContent.trim(), [
    x,
    y,
  ] as const);
}

function placesIn({ page }: Visitor): Promise<unknown> {
  return page
    .locator('header, footer, h1, h2, h3, main li, main form, main textarea')
    .evaluateAll((elements) => elements.map((element) => JSON.stringify(element.getBoundingClientRect())));
}

async function holdEnter({ page }: Visitor): Promise<void> {
  for (let repeats = 0; repeats < 5; repeats += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
}

function backgroundOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => getComputedStyle(element).backgroundColor);
}

async function accentOf({ page }: Visitor): Promise<string> {
  return page.evaluate(() => {
    const primary = document.createElement('button');
    primary.className = 'button primary';
    document.body.append(primary);
    const { backgroundColor } = getComputedStyle(primary);
    primary.remove();
    return backgroundColor;
  });
}
