import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { useProduct } from '../support/use-product.js';
import { PROFILE_STATES } from './profile-states.js';
import { SIGNING_IN_STATES } from './signing-in-states.js';

const PICTURES = 'e2e/.output/screenshots';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };

describe('a state of the pages of accounts', () => {
  const product = useProduct();

  it.each([...SIGNING_IN_STATES, ...PROFILE_STATES])(
    'is accessible in light and dark, at any width: $name',
    async ({ name, show }) => {
      const visitor = await product().visitor({ viewport: DESKTOP });
      const { page } = visitor;
      await show(visitor, product());
      const findings: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
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
    },
  );
});
