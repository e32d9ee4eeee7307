import { describe, expect, it } from 'vitest';
import { openOwnNotes } from '../../testing/own-notes.js';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';

const website = useWebsite();
const VIEWPORTS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
/** They leave the page or its state, or start a download. */
const LEAVING = /^(Create link|Write another note|Done|Read note|Save as|Sign out|Log out)/;
const COPYING = /^Copy (?!.*separately)/;
const BUTTONS = 'button:visible:not([aria-disabled="true"])';

const pages: [name: string, open: (visitor: Visitor) => Promise<unknown>][] = [
  ['empty form', (visitor) => visitor.open('/')],
  ['created link', (visitor) => visitor.write('sent')],
  ['open note', async (visitor) => visitor.read(await website.sealedLink('for one\n'.repeat(5)))],
];

describe('press of a button', () => {
  it.each(pages)('moves neither the button nor what stands before it: %s', async (_, open) => {
    const visitor = await website.visitor();
    await open(visitor);
    await expectNoShift(visitor);
  });

  it('moves neither the button nor what stands before it: own notes', async () => {
    const { visitor } = await openOwnNotes(website, async (author) => {
      await author.create();
      await author.create();
    });
    await expectNoShift(visitor);
  });
});

async function expectNoShift({ page }: Visitor): Promise<void> {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const button of await page.locator(BUTTONS).elementHandles()) {
      const label = (await button.textContent())?.trim() ?? '';
      if (LEAVING.test(label) || !(await button.isVisible())) continue;
      expect(await button.evaluate(pressAndCompare), `${label} at ${viewport.width} px`).toEqual([]);
      if (COPYING.test(label)) await page.getByText('Copied').last().waitFor();
      await page.keyboard.press('Escape');
    }
  }
}

/** Runs in the page. Returns the controls up to the pressed one that moved. */
async function pressAndCompare(pressed: Element): Promise<string[]> {
  const controls = [...document.querySelectorAll('a, button, input, select, textarea, h1, h2')];
  const before = controls
    .slice(0, controls.indexOf(pressed) + 1)
    .map((control) => ({ control, place: placeOf(control) }));
  if (pressed instanceof HTMLElement) pressed.click();
  for (let frames = 0; frames < 5; frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return before
    .filter(({ control }) => control.checkVisibility())
    .map(({ control, place }) => ({ control, place, now: placeOf(control) }))
    .filter(
      ({ place, now }) => now.top !== place.top || (now.left !== place.left && now.right !== place.right),
    )
    .map(({ control, place, now }) => `${control.outerHTML.slice(0, 120)} ${JSON.stringify([place, now])}`);

  function placeOf(element: Element) {
    const { top, left, right } = element.getBoundingClientRect();
    return { top: Math.round(top + scrollY), left: Math.round(left), right: Math.round(right) };
  }
}
