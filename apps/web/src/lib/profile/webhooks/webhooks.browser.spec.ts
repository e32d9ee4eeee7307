import { expect, it } from 'vitest';
import { openAccount } from '../../../../testing/accounts.js';
import { waitForFocus } from '../../../../testing/navigation.js';
import { useWebsite } from '../../../../testing/use-website.js';

const website = useWebsite();

it('a webhook shows its secret once, its deliveries, and can be deleted', async () => {
  const visitor = await website.visitor();
  const { page } = visitor;
  await openAccount(visitor, website);
  await visitor.press('Manage webhooks');
  await visitor.seesText('No webhooks yet.');
  await visitor.press('New webhook');
  await waitForFocus(visitor.field('Address'));
  await visitor.press('Create webhook');
  await page.getByRole('textbox', { description: /Enter the address of your server/ }).waitFor();
  await visitor.field('Address').fill('https://10.0.0.1/hook');
  await visitor.press('Create webhook');
  await page.getByRole('textbox', { description: /doesn't send events to that address/ }).waitFor();
  await visitor.field('Address').fill('https://hooks.invalid/onasty');
  await visitor.press('Create webhook');
  const secret = visitor.field('Signing key');
  await waitForFocus(secret);
  const text = await secret.inputValue();
  expect(text).toMatch(/^whsec_/);
  await visitor.press('Done');
  await waitForFocus(page.getByRole('button', { name: 'New webhook' }));
  expect(await page.content()).not.toContain(text);

  await visitor.press('Deliveries');
  await visitor.seesText('Nothing has been sent yet.');
  await visitor.press('Send test');
  await visitor.seesText('webhook.test');
  await visitor.press('Delete the webhook to https://hooks.invalid/onasty');
  await visitor.press('Delete webhook');
  await page
    .getByRole('status')
    .filter({ hasText: 'The webhook to https://hooks.invalid/onasty is deleted.' })
    .waitFor();
  expect(visitor.errors).toEqual([]);
});
