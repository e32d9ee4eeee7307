import { describe, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import { checkPage, DESKTOP } from './check-page.js';
import { PROFILE_STATES } from './profile-states.js';
import { SIGNING_IN_STATES } from './signing-in-states.js';

describe('a state of the pages of accounts', () => {
  const product = useProduct();

  it.each([...SIGNING_IN_STATES, ...PROFILE_STATES])(
    'is accessible in light and dark, at any width: $name',
    async ({ name, show }) => {
      const visitor = await product().visitor({ viewport: DESKTOP });
      await show(visitor, product());
      await checkPage(visitor, name);
      await visitor.leave();
    },
  );
});
