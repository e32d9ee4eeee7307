import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const ALL = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** Rules whose result differs between colour schemes. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Returns a line for each violation. Call it with `all` first, which loads axe into the page. */
export async function axeFindings(page: Page, rules: 'all' | 'colours'): Promise<string[]> {
  // The CSP would block a script element.
  if (rules === 'all') await page.evaluate(axe.source);
  const runOnly = rules === 'all' ? ALL : COLOURS;
  const options = { runOnly, resultTypes: ['violations'], preload: false };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
  );
}
