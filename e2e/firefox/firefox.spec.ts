import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEmail, PASSWORD } from '../../apps/core/testing/test-actions.js';
import { linkInMail } from '../../apps/web/testing/mails.js';
import { useProduct } from '../support/deployment/use-product.js';
import { FirefoxTab, launchFirefox } from './firefox-tab.js';

const TEXT = 'Database: prod-7\n\tuser  ada\npassword <b>swordfish</b> 🦆';
const SEALED = 'Your note is sealed';
const product = useProduct();
let browser: Browser;

beforeAll(async () => {
  browser = await launchFirefox();
});
afterAll(() => browser.close());

const newTab = () => FirefoxTab.open(browser, product().url);

/** Writes a note and returns its link. */
async function write(sender: FirefoxTab, text: string, password?: string): Promise<string> {
  await sender.goto('/');
  await sender.fill('Your note', text);
  if (password !== undefined) {
    await sender.press('no password');
    await sender.fill('Password', password);
  }
  await sender.press('Create link');
  await sender.sees(SEALED);
  return sender.valueOf('Link');
}

describe('note in Firefox', () => {
  it('is sealed, read once, survives a reload and is gone when its reader is done', async () => {
    const [sender, reader] = [await newTab(), await newTab()];
    const link = await write(sender, TEXT);
    await sender.reload();
    expect(await sender.valueOf('Link')).toBe(link);

    await reader.goto(link);
    await reader.press('Read note');
    expect(await reader.text()).toBe(TEXT);
    await reader.reload();
    expect(await reader.text()).toBe(TEXT);
    await reader.follow('How it works');
    await reader.waitForPath('/about');
    await reader.page.goBack();
    expect(await reader.text()).toBe(TEXT);
    await reader.press('Done');
    await reader.sees("You're done with this note");
    await reader.reload();
    await reader.sees('This note has already been read');
    expect([...sender.errors, ...reader.errors]).toEqual([]);
  });

  it('opens with its password only, through a link whose # was encoded', async () => {
    const [sender, reader] = [await newTab(), await newTab()];
    const link = await write(sender, TEXT, 'Zitronenbaum 7');
    await reader.goto(link.replace('#', '%23'));
    expect(reader.page.url()).toBe(link);
    await reader.fill('Password for this note', 'Orangenbaum 8');
    await reader.press('Read note');
    await reader.sees("That isn't the password.");
    await reader.fill('Password for this note', 'Zitronenbaum 7');
    await reader.press('Read note');
    expect(await reader.text()).toBe(TEXT);
  });

  it('is composed again after a reload, and sent with the keyboard', async () => {
    const sender = await newTab();
    await sender.goto('/');
    await sender.fill('Your note', 'not yet sent');
    const storedNames = () => sender.page.evaluate(() => Object.keys(sessionStorage).join());
    await expect.poll(storedNames).toContain('draft');
    await sender.goto('/about');
    await sender.goto('/');
    await sender.reload();
    expect(await sender.valueOf('Your note')).toBe('not yet sent');
    await sender.page.focus('textarea');
    await sender.page.keyboard.down('Control');
    await sender.page.keyboard.press('Enter');
    await sender.page.keyboard.up('Control');
    await sender.sees(SEALED);
    expect(sender.errors).toEqual([]);
  });
});

describe('account in Firefox', () => {
  it('is created, confirmed by mail and used to sign in, also after a reload', async () => {
    const tab = await newTab();
    const email = newEmail();
    await tab.goto('/sign-up');
    await tab.fill('Email address', email);
    await tab.fill('Password', PASSWORD);
    await tab.press('Create account');
    await tab.sees('Check your email');
    await tab.goto(await linkInMail(product(), email, 'Confirm your email address'));
    await tab.press('Confirm address');
    await tab.sees('Your address is confirmed');
    await tab.goto('/sign-in');
    await tab.fill('Email address', email);
    await tab.fill('Password', PASSWORD);
    await tab.press('Sign in');
    await tab.waitForPath('/notes');
    await tab.reload();
    await tab.sees('No notes yet.');
    expect(tab.errors).toEqual([]);
  });
});
