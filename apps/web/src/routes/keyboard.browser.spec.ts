import { describe, expect, it } from 'vitest';
import { choose, deleteNote, menuOf } from '../../testing/own-notes.js';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';

const website = useWebsite();
const MAX_TABS = 40;

describe('keyboard', () => {
  it('suffices to write, send, copy and read a note with a password', async () => {
    const visitor = await website.visitor();
    await visitor.open('/');
    await waitForFocus(visitor, 'textbox', 'Your note');
    const keyboard = visitor.page.keyboard;
    await keyboard.type('by keyboard');
    await tabTo(visitor, 'button', 'no password');
    await keyboard.press('Enter');
    await tabTo(visitor, 'textbox', 'Password');
    await keyboard.type('typed as well');
    await tabTo(visitor, 'button', 'Create link');
    await keyboard.press('Enter');
    await waitForFocus(visitor, 'heading', 'Your note is sealed');
    await visitor.seesText('Link copied');
    await tabTo(visitor, 'button', 'Copy link');
    await visitor.page.evaluate(() => navigator.clipboard.writeText(''));
    await keyboard.press('Enter');
    await expect.poll(() => visitor.clipboard()).toBe(await visitor.link());

    await visitor.open(await visitor.link());
    await waitForFocus(visitor, 'textbox', 'Password for this note');
    await keyboard.type('typed as well');
    await tabTo(visitor, 'button', 'Read note');
    await keyboard.press('Enter');
    await waitForFocus(visitor, 'heading', 'The note');
    await tabTo(visitor, 'button', 'Copy text');
    await keyboard.press('Enter');
    await expect.poll(() => visitor.clipboard()).toBe('by keyboard');
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced', { forcedColors: 'active' }],
  ] as const)('shows the focus in %s colours', async (_, options) => {
    const visitor = await website.visitor(options);
    await visitor.open('/');
    for (const [role, name] of [
      ['textbox', 'Your note'],
      ['button', 'Read once'],
      ['button', 'Create link'],
      ['link', 'How it works'],
    ] as const) {
      const target = visitor.page.getByRole(role, { name, exact: true });
      await tabTo(visitor, role, name);
      const focused = await visitor.page.screenshot();
      await target.evaluate((element) => element instanceof HTMLElement && element.blur());
      expect(focused.equals(await visitor.page.screenshot()), name).toBe(false);
      await target.focus();
    }
  });
});

describe('focus', () => {
  it('moves to new content and is never lost', async () => {
    const visitor = await website.visitor();
    const link = await visitor.write('focus', { slug: 'focus-moves' });
    await waitForFocus(visitor, 'heading', 'Your note is sealed');
    await choose(visitor, 'focus-moves', 'Delete');
    await waitForFocus(visitor, 'button', 'Cancel');
    await visitor.press('Cancel');
    await waitForFocus(visitor, 'button', 'Delete note focus-moves');
    await visitor.page.keyboard.press('Escape');
    await waitForFocus(visitor, 'button', 'Actions for focus-moves');
    await visitor.press('Write another note');
    await waitForFocus(visitor, 'textbox', 'Your note');
    await visitor.read(link);
    await waitForFocus(visitor, 'heading', 'The note');
    await visitor.press('Done');
    await waitForFocus(visitor, 'heading', "You're done with this note");
    await visitor.open(link);
    await waitForFocus(visitor, 'heading', 'This note has already been read');
  });

  it('stays with the receipts after one is deleted or removed', async () => {
    const visitor = await website.visitor();
    await visitor.write('kept', { slug: 'kept-here' });
    await visitor.write('gone', { slug: 'gone-soon' });
    await deleteNote(visitor, 'gone-soon');
    await visitor.seesText('Deleted permanently');
    await waitForFocus(visitor, 'button', 'Actions for gone-soon');
    await choose(visitor, 'gone-soon', 'Remove from list');
    await visitor.press('Remove 1 note');
    await waitForFocus(visitor, 'button', 'Actions for kept-here');
  });

  it('moves within the menu of a note by the arrow keys', async () => {
    const visitor = await website.visitor();
    await visitor.write('by keys', { slug: 'by-keys' });
    await menuOf(visitor, 'by-keys').focus();
    const { keyboard } = visitor.page;
    await keyboard.press('Enter');
    await waitForFocus(visitor, 'button', 'Copy link without key');
    await keyboard.press('ArrowDown');
    await waitForFocus(visitor, 'button', 'Rename note by-keys');
    await keyboard.press('End');
    await waitForFocus(visitor, 'button', 'Delete note by-keys');
    await keyboard.press('Home');
    await waitForFocus(visitor, 'button', 'Copy link without key');
    await keyboard.press('Escape');
    await waitForFocus(visitor, 'button', 'Actions for by-keys');
  });

  it('returns to a wrong password, whose field has the error', async () => {
    const visitor = await website.visitor();
    await visitor.open(await visitor.write('locked', { password: 'right' }));
    await visitor.field('Password for this note').fill('wrong');
    await visitor.press('Read note');
    await visitor.page.getByRole('alert').filter({ hasText: "That isn't the password." }).waitFor();
    await waitForFocus(visitor, 'textbox', 'Password for this note');
    const description = visitor.page.getByRole('textbox', { description: /That isn't the password/ });
    expect(await description.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('motion', () => {
  it('lasts less than 250 ms', async () => {
    const visitor = await website.visitor({ reducedMotion: 'no-preference' });
    await recordMotion(visitor);
    const link = await visitor.write('moving');
    await expect.poll(() => motionMs(visitor)).not.toEqual([]);
    const sealing = await motionMs(visitor);
    await visitor.read(link);
    await expect.poll(() => motionMs(visitor)).not.toEqual([]);
    expect(Math.max(...sealing, ...(await motionMs(visitor)))).toBeLessThan(250);
  });

  it('is off with prefers-reduced-motion', async () => {
    const visitor = await website.visitor({ reducedMotion: 'reduce' });
    await recordMotion(visitor);
    const link = await visitor.write('still');
    expect(await motionMs(visitor)).toEqual([]);
    await visitor.read(link);
    expect(await motionMs(visitor)).toEqual([]);
  });
});

describe('without JavaScript', () => {
  it.each([
    ['/', 'Onasty encrypts notes in your browser, which needs JavaScript.'],
    ['/secret/any', 'Someone sent you a note. Decrypting it needs JavaScript'],
  ])('%s says why it needs JavaScript', async (path, reason) => {
    const visitor = await website.visitor({ javaScriptEnabled: false });
    await visitor.page.goto(website.url + path);
    // Playwright's text locators skip noscript elements.
    const paragraphs = await visitor.page.getByRole('paragraph').allInnerTexts();
    expect(paragraphs.join('\n')).toContain(reason);
  });
});

type Role = 'button' | 'heading' | 'link' | 'textbox';

function isFocused({ page }: Visitor, role: Role, name: string): Promise<boolean> {
  const target = page.getByRole(role, { name, exact: true });
  return target.evaluateAll((found) => found.some((element) => element === document.activeElement));
}

async function waitForFocus(visitor: Visitor, role: Role, name: string): Promise<void> {
  await expect.poll(() => isFocused(visitor, role, name), { message: name }).toBe(true);
}

async function tabTo(visitor: Visitor, role: Role, name: string): Promise<void> {
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    if (await isFocused(visitor, role, name)) return;
    await visitor.page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** Makes each page record the end times of its animations. */
async function recordMotion({ page }: Visitor): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('animationstart', ({ target }) => {
      const moving = target instanceof Element ? target.getAnimations() : [];
      for (const { effect } of moving)
        performance.mark('motion', { detail: effect?.getComputedTiming().endTime });
    });
  });
}

/** Returns the duration of each animation of the page. */
function motionMs({ page }: Visitor): Promise<number[]> {
  return page.evaluate(() =>
    performance.getEntriesByName('motion').map((mark) => Number('detail' in mark ? mark.detail : NaN)),
  );
}
