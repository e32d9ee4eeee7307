import { beforeAll, describe, it } from 'vitest';
import { checkPage, DESKTOP } from './check-page.js';
import { useWebsite } from '../use-website.js';
import type { Visitor } from '../visitor.js';
import type { SharedWebsite } from '../website.js';

/** One state of a page and the steps that lead to it. */
export interface PageState {
  name: string;
  show: (visitor: Visitor, website: SharedWebsite) => Promise<unknown>;
}

/** Declares a test for each state. */
export function checkStates(pages: string, states: readonly PageState[]): void {
  describe(`${pages} in the state`, () => {
    const website = useWebsite();
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await website.visitor({ viewport: DESKTOP });
    });

    it.each(states)('$name: is accessible in light and dark, at any width', async ({ name, show }) => {
      await visitor.reset(DESKTOP);
      await show(visitor, website);
      await checkPage(visitor, name);
    });
  });
}

/** Opens a page and waits for its heading. */
export async function showHeading(visitor: Visitor, path: string, heading: string): Promise<void> {
  await visitor.open(path);
  await visitor.seesHeading(heading);
}
