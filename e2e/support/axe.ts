import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const EVERYTHING = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** What hangs on the colours alone; the rest is the same in light and in dark. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * What axe has against the page, a line for each element.
 *
 * @param about all of it, or what another colour scheme may have changed after a look at all of it
 */
export async function axeFindings(page: Page, about: 'everything' | 'colours'): Promise<string[]> {
  // The page's own policy would refuse a script; the debugger's may pass.
  if (about === 'everything') await page.evaluate(axe.source);
  const runOnly = about === 'everything' ? EVERYTHING : COLOURS;
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'] })})`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
  );
}
