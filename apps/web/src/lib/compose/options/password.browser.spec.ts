import { describe, expect, it } from 'vitest';
import { readAt, slugOf } from '../../../../testing/notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Visitor } from '../../../../testing/visitor.js';

const TRIES = 10;

const website = useWebsite();

describe('note with a password', () => {
  it('opens with the link and the password that the sender chose', async () => {
    const [sender, reader] = await Promise.all([website.visitor(), website.visitor()]);
    const link = await sender.write('for two keys', { password: 'Zitronenbaum 7' });
    await sender.seesText('The first person with the link and the password can read the note.');
    expect(await reader.read(link, 'Zitronenbaum 7')).toBe('for two keys');
  });

  it('opens with a generated password, which is shown, rated and copied', async () => {
    const sender = await website.visitor();
    await sender.compose('made up', { password: '' });
    await sender.press('Generate');
    await sender.press('Copy password');
    const password = await sender.field('Password').inputValue();
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(await sender.field('Password').getAttribute('type')).toBe('text');
    await expect.poll(() => sender.clipboard()).toBe(password);
    await sender.page.getByRole('meter', { name: 'Password strength' }).waitFor();
    await sender.seesText('Strong');
    await sender.press('Create link');
    expect(await sender.read(await sender.link(), password)).toBe('made up');
  });

  it('offers the link and the password for separate copying', async () => {
    const sender = await website.visitor();
    const link = await sender.write('apart', { password: 'apart of it' });
    await sender.press('Copy link and password separately');
    await sender.press('Copy password');
    await expect.poll(() => sender.clipboard()).toBe('apart of it');
    await sender.press('Copy link only');
    await expect.poll(() => sender.clipboard()).toBe(link);
  });

  it('is locked after ten wrong attempts, but never for the right one', async () => {
    const [sender, guesser, reader] = await Promise.all([
      website.visitor(),
      website.visitor(),
      website.visitor(),
    ]);
    const link = await sender.write('still here', { password: 'the right one' });
    await guesser.open(link);
    for (let left = TRIES - 1; left > 0; left -= 1) {
      await guess(guesser, `wrong ${left}`);
      await guesser.seesText(new RegExp(`That isn't the password.*; ${left} tr(y|ies) left`));
    }
    await guess(guesser, 'wrong for the last time');
    await guesser.seesHeading('Too many wrong passwords');
    await expectLockedForAQuarter(guesser);
    await reader.open(link);
    expect(await readAt(website.database, slugOf(link))).toBeNull();
    await guess(reader, 'the right one');
    expect(await reader.text()).toBe('still here');
  });
});

describe('note without a password', () => {
  it('offers link and key for separate copying, and opens only with both', async () => {
    const [sender, reader] = await Promise.all([website.visitor(), website.visitor()]);
    const link = await sender.write('two halves');
    await sender.press('Copy link and key separately');
    await sender.press('Copy link without key');
    const address = await sender.field('Link without its key').inputValue();
    await expect.poll(() => sender.clipboard()).toBe(address);
    await sender.press('Copy key');
    const key = await sender.field('Key').inputValue();
    await expect.poll(() => sender.clipboard()).toBe(key);
    expect(address + key).toBe(link);
    await reader.open(address);
    await reader.seesHeading('This link is incomplete');
    expect(await reader.read(address + key)).toBe('two halves');
  });
});

async function guess(visitor: Visitor, password: string): Promise<void> {
  await visitor.field('Password for this note').fill(password);
  await visitor.press('Read note');
}

async function expectLockedForAQuarter({ page }: Visitor): Promise<void> {
  const until = await page.getByRole('time').getAttribute('datetime');
  const minutes = (Date.parse(until ?? '') - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(15);
}
