import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { useProduct } from '../support/use-product.js';
import { PAGE_STATES } from './page-states.js';

const PICTURES = 'e2e/.output/screenshots';
const LIGHTS = ['light', 'dark'] as const;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A desktop at 400 % zoom (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 };

describe.concurrent('a page state', () => {
  const product = useProduct();

  it.each(PAGE_STATES)('is accessible in light and dark, at any width: $name', async ({ name, show }) => {
    const visitor = await product().visitor({ viewport: DESKTOP });
    const { page } = visitor;
    await show(visitor, product());
    const findings: string[] = [];
    for (const colorScheme of LIGHTS) {
      await page.emulateMedia({ colorScheme });
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport);
        const path = `${PICTURES}/${name}-${viewport.width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true, animations: 'disabled' });
      }
      findings.push(...(await axeFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
    }
    expect(findings).toEqual([]);
    await page.setViewportSize(NARROWEST);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(NARROWEST.width);
    expect(visitor.faults).toEqual([]);
    await visitor.leave();
  });
});
