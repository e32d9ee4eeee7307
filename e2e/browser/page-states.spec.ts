import { beforeAll, describe, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { checkPage, DESKTOP } from './check-page.js';
import { PAGE_STATES } from './page-states.js';

describe('a page state', () => {
  const product = useProduct();
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await product().visitor({ viewport: DESKTOP });
  });

  it.each(PAGE_STATES)('is accessible in light and dark, at any width: $name', async ({ name, show }) => {
    await visitor.startOver(DESKTOP);
    await show(visitor, product());
    await checkPage(visitor, name);
  });
});
