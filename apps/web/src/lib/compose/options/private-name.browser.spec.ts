import { describe, expect, it } from 'vitest';
import { isCreation } from '../../../../testing/notes.js';
import { useWebsite } from '../../../../testing/use-website.js';

const website = useWebsite();

describe('private name', () => {
  it('is listed in this browser, and the server does not get it', async () => {
    const visitor = await website.visitor();
    const bodies: unknown[] = [];
    visitor.page.on('request', (request) => {
      if (isCreation(request)) bodies.push(request.postDataJSON());
    });
    await visitor.compose('named');
    await visitor.press('private name');
    await visitor.field('Private name').fill('For the bank');
    await visitor.press('Create link');
    await visitor.link();
    await visitor.page.getByRole('listitem').filter({ hasText: 'For the bank' }).waitFor();
    expect(JSON.stringify(bodies)).not.toContain('For the bank');
  });
});
