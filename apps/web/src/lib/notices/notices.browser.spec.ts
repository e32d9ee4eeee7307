import { describe, expect, it } from 'vitest';
import { newEmail } from '../../../../core/testing/test-actions.js';
import { openAccount } from '../../../testing/accounts.js';
import { linkInMail } from '../../../testing/mails.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const READ = 'Your note was read';

const website = useWebsite();

async function wantNotice(visitor: Visitor, email: string): Promise<void> {
  await visitor.compose('tell me');
  await visitor.press('no email');
  await visitor.page.getByLabel("Tell me when it's read").check();
  await visitor.field('Email address').fill(email);
  await visitor.press('Send a link');
}

async function confirm(visitor: Visitor, email: string): Promise<void> {
  const tab = await visitor.openTab();
  await tab.open(await linkInMail(website, email, 'Confirm this address for notices'));
  await tab.press('Confirm address');
  await tab.seesHeading('Your address is confirmed');
  await visitor.press("I've confirmed it");
  await visitor.seesText(`Emails about this note go to ${email}.`);
}

describe('notice by mail', () => {
  it('reports to a sender without an account that the note was read, until the sender stops it', async () => {
    const [sender, reader] = [await website.visitor(), await website.visitor()];
    const email = newEmail('ada');
    await wantNotice(sender, email);
    await confirm(sender, email);
    await sender.press('Create link');
    await reader.read(await sender.link());
    await reader.open(await linkInMail(website, email, READ));
    await reader.press('Stop emails');
    await reader.seesHeading("You won't get these emails any more");
  });

  it('needs a confirmed address, and says so before the note is sent', async () => {
    const visitor = await website.visitor();
    await wantNotice(visitor, newEmail('ada'));
    await visitor.seesText('A link is on its way to');
    await visitor.press('Create link');
    await visitor.seesText('Confirm your email address first, or choose not to be told.');
    expect(await visitor.field('Your note').inputValue()).toBe('tell me');
  });

  it('follows the default of the account', async () => {
    const visitor = await website.visitor();
    const email = await openAccount(visitor, website);
    await visitor.press('Choose');
    await visitor.page.getByLabel('Tell me when a new note is read').check();
    await visitor.seesText('Saved.');
    await visitor.open('/');
    const link = await visitor.write('by default');
    await (await website.visitor()).read(link);
    await linkInMail(website, email, READ);
  });
});
