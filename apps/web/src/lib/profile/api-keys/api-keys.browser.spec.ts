import { expect, it } from 'vitest';
import { at, bearer } from '../../../../../core/testing/test-actions.js';
import { openAccount } from '../../../../testing/accounts.js';
import { waitForFocus } from '../../../../testing/navigation.js';
import { useWebsite } from '../../../../testing/use-website.js';

const website = useWebsite();

it('an API key is shown once, works, and stops working when it is revoked', async () => {
  const visitor = await website.visitor();
  const { page } = visitor;
  await openAccount(visitor, website);
  await visitor.press('Manage keys');
  await visitor.seesText('No keys yet.');
  await visitor.press('New key');
  await waitForFocus(visitor.field('Name'));
  await visitor.press('Create key');
  await page.getByRole('textbox', { description: /Give the key a name/ }).waitFor();
  await visitor.field('Name').fill('backup script');
  await page.getByText('Limits', { exact: true }).click();
  await visitor.field('Networks').fill('office');
  await visitor.press('Create key');
  await page.getByRole('textbox', { description: /office isn't an address/ }).waitFor();
  await visitor.field('Networks').fill('127.0.0.0/8');
  await visitor.press('Create key');
  const field = visitor.field('API key backup script');
  await waitForFocus(field);
  const key = await field.inputValue();
  expect(key).toMatch(/^ony_/);
  const create = () => website.http.post(at('/note'), { content: 'by script' }, bearer(key));
  expect((await create()).status).toBe(201);

  await visitor.press('Done');
  await waitForFocus(page.getByRole('button', { name: 'New key' }));
  await page.reload();
  await visitor.press('Manage keys');
  await visitor.seesText(`ony_${key.split('_')[1]}_…`);
  expect(await page.content()).not.toContain(key);
  await visitor.press('Revoke backup script');
  await visitor.press('Revoke key');
  await page.getByRole('status').filter({ hasText: 'backup script no longer works.' }).waitFor();
  expect((await create()).status).toBe(401);
  expect(visitor.errors).toEqual([]);
});
