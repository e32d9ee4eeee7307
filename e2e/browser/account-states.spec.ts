import { beforeAll, describe, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { checkPage, DESKTOP } from './check-page.js';
import { PROFILE_STATES } from './profile-states.js';
import { SIGNING_IN_STATES } from './signing-in-states.js';

describe('a state of the pages of accounts', () => {
  const product = useProduct();
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await product().visitor({ viewport: DESKTOP });
  });

  it.each([...SIGNING_IN_STATES, ...PROFILE_STATES])(
    'is accessible in light and dark, at any width: $name',
    async ({ name, show }) => {
      await visitor.startOver(DESKTOP);
      await show(visitor, product());
      await checkPage(visitor, name);
    },
  );
});
