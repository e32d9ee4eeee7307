import { describe, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import { checkPage, DESKTOP } from './check-page.js';
import { PAGE_STATES } from './page-states.js';

describe('a page state', () => {
  const product = useProduct();

  it.each(PAGE_STATES)('is accessible in light and dark, at any width: $name', async ({ name, show }) => {
    const visitor = await product().visitor({ viewport: DESKTOP });
    await show(visitor, product());
    await checkPage(visitor, name);
    await visitor.leave();
  });
});
