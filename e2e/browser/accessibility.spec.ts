import { describe, expect, it } from 'vitest';
import type { Visitor } from '../support/visitor.js';
import { useProduct } from '../support/use-product.js';

const product = useProduct();
const MOST_TABS = 40;

describe('without a mouse', () => {
  it('a note is written, given a password, sent, copied, read and copied again', async () => {
    const visitor = await product().visitor();
    await visitor.open('/');
    await untilFocused(visitor, 'textbox', 'Your note');
    const keyboard = visitor.page.keyboard;
    await keyboard.type('by keyboard');
    await tabTo(visitor, 'button', 'no password');
    await keyboard.press('Enter');
    await tabTo(visitor, 'textbox', 'Password');
    await keyboard.type('typed as well');
    await tabTo(visitor, 'button', 'Create link');
    await keyboard.press('Enter');
    await untilFocused(visitor, 'heading', 'Your note is sealed');
    await visitor.reads('The link is copied');
    await tabTo(visitor, 'button', 'Copy link');
    await visitor.page.evaluate(() => navigator.clipboard.writeText(''));
    await keyboard.press('Enter');
    await expect.poll(() => visitor.clipboard()).toBe(await visitor.link());

    await visitor.open(await visitor.link());
    await untilFocused(visitor, 'textbox', 'Password for this note');
    await keyboard.type('typed as well');
    await tabTo(visitor, 'button', 'Read the note');
    await keyboard.press('Enter');
    await untilFocused(visitor, 'heading', 'The note');
    await tabTo(visitor, 'button', 'Copy text');
    await keyboard.press('Enter');
    await expect.poll(() => visitor.clipboard()).toBe('by keyboard');
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced', { forcedColors: 'active' }],
  ] as const)('the focus is seen in %s colours', async (_, options) => {
    const visitor = await product().visitor(options);
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

describe('the focus', () => {
  it('moves to what appeared, and is never left on nothing', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('focus', { slug: 'focus' });
    await untilFocused(visitor, 'heading', 'Your note is sealed');
    await visitor.press('Delete note focus');
    await untilFocused(visitor, 'button', 'Delete for good');
    await visitor.press('Keep it');
    await untilFocused(visitor, 'button', 'Delete note focus');
    await visitor.press('Write another note');
    await untilFocused(visitor, 'textbox', 'Your note');
    await visitor.read(link);
    await untilFocused(visitor, 'heading', 'The note');
    await visitor.open(link);
    await untilFocused(visitor, 'heading', 'This note was read already');
  });

  it('stays with the receipts when one of them is deleted or forgotten', async () => {
    const visitor = await product().visitor();
    await visitor.write('gone', { slug: 'gone-soon' });
    await visitor.press('Delete note gone-soon');
    await visitor.press('Delete for good');
    await visitor.reads('Deleted for good');
    await untilFocused(visitor, 'button', 'Forget note gone-soon');
    await visitor.write('kept', { slug: 'kept-here' });
    await visitor.press('Forget note gone-soon');
    await untilFocused(visitor, 'heading', 'Sent from this browser');
  });

  it('goes to the password again when it was wrong, which is said at the field', async () => {
    const visitor = await product().visitor();
    await visitor.open(await visitor.write('locked', { password: 'right' }));
    await visitor.field('Password for this note').fill('wrong');
    await visitor.press('Read the note');
    await visitor.page.getByRole('alert').filter({ hasText: 'That is not the password.' }).waitFor();
    await untilFocused(visitor, 'textbox', 'Password for this note');
    const description = visitor.page.getByRole('textbox', { description: /That is not the password/ });
    expect(await description.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('motion', () => {
  it('lasts under 250 ms', async () => {
    const visitor = await product().visitor({ reducedMotion: 'no-preference' });
    await recordMotion(visitor);
    const link = await visitor.write('moving');
    await expect.poll(() => motionMs(visitor)).not.toEqual([]);
    const sealing = await motionMs(visitor);
    await visitor.read(link);
    await expect.poll(() => motionMs(visitor)).not.toEqual([]);
    expect(Math.max(...sealing, ...(await motionMs(visitor)))).toBeLessThan(250);
  });

  it('is off for those who asked for less of it', async () => {
    const visitor = await product().visitor({ reducedMotion: 'reduce' });
    await recordMotion(visitor);
    const link = await visitor.write('still');
    expect(await motionMs(visitor)).toEqual([]);
    await visitor.read(link);
    expect(await motionMs(visitor)).toEqual([]);
  });
});

describe('without JavaScript', () => {
  it.each(['/', '/secret/any'])('%s says why it needs it', async (path) => {
    const visitor = await product().visitor({ javaScriptEnabled: false });
    await visitor.page.goto(product().address + path);
    // The elements that Playwright finds by their text never lie in a noscript.
    const paragraphs = await visitor.page.getByRole('paragraph').allInnerTexts();
    expect(paragraphs.join('\n')).toContain(
      'For that the page needs JavaScript, which is switched off here.',
    );
  });
});

type Role = 'button' | 'heading' | 'link' | 'textbox';

function isFocused({ page }: Visitor, role: Role, name: string): Promise<boolean> {
  const target = page.getByRole(role, { name, exact: true });
  return target.evaluateAll((found) => found.some((element) => element === document.activeElement));
}

async function untilFocused(visitor: Visitor, role: Role, name: string): Promise<void> {
  await expect.poll(() => isFocused(visitor, role, name), { message: name }).toBe(true);
}

async function tabTo(visitor: Visitor, role: Role, name: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await isFocused(visitor, role, name)) return;
    await visitor.page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${name}`);
}

/** Has every page of the tab remember for itself when its animations end. */
async function recordMotion({ page }: Visitor): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('animationstart', ({ target }) => {
      const moving = target instanceof Element ? target.getAnimations() : [];
      for (const { effect } of moving)
        performance.mark('motion', { detail: effect?.getComputedTiming().endTime });
    });
  });
}

/** Milliseconds from the start of each animation of this page to its end. */
function motionMs({ page }: Visitor): Promise<number[]> {
  return page.evaluate(() =>
    performance.getEntriesByName('motion').map((mark) => Number('detail' in mark ? mark.detail : NaN)),
  );
}
