import { describe, expect, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import { readAt, secretOf, untilErased } from './notes.js';

const TEXT = 'Database: prod-7\n\tuser  ada\npassword <b>swordfish</b> 🦆';

describe('a note that is sent and read', () => {
  const product = useProduct();

  it('is read once by the one who got the link, and the next visitor is told when that was', async () => {
    const { database } = product();
    const [sender, reader, latecomer] = await Promise.all([
      product().visitor(),
      product().visitor(),
      product().visitor(),
    ]);
    const link = await sender.write(TEXT);
    expect(await reader.read(link)).toBe(TEXT);

    await untilErased(database, link);
    const time = await readAt(database, link);
    await latecomer.open(link);
    await latecomer.sees('This note was read already');
    expect(await latecomer.page.getByRole('time').getAttribute('datetime')).toBe(time?.toISOString());
    expect(Math.abs(Date.now() - Number(time))).toBeLessThan(30_000);
  });

  it('is typed at once, since the field has the focus, and one press copies its link', async () => {
    const sender = await product().visitor();
    await sender.open('/');
    await expect
      .poll(() => sender.field('Your note').evaluate((field) => field === document.activeElement))
      .toBe(true);
    await sender.page.keyboard.type('typed without a click');
    await sender.press('Create link');
    const link = await sender.link();
    await sender.reads('The link is copied. Paste it wherever you send it.');
    expect(await sender.clipboard()).toBe(link);
    expect(await sender.read(link)).toBe('typed without a click');
  });

  it('is sent by Ctrl+Enter too, which copies the link as well', async () => {
    const sender = await product().visitor();
    await sender.compose('sent by keyboard');
    await sender.field('Your note').press('Control+Enter');
    const link = await sender.link();
    await sender.reads('The link is copied. Paste it wherever you send it.');
    expect(await sender.clipboard()).toBe(link);
  });

  it('leaves its key neither in the address bar nor in the history once it is read', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('nothing to look up later');
    await visitor.read(link);
    await expect.poll(() => visitor.page.url()).toBe(link.split('#')[0]);
    const devtools = await visitor.context.newCDPSession(visitor.page);
    const { entries } = await devtools.send('Page.getNavigationHistory');
    const addresses = entries.map(({ url }) => url);
    expect(addresses).toContain(link.split('#')[0]);
    expect(addresses.join(' ')).not.toContain(secretOf(link));
  });

  it('can be copied by the one who reads it', async () => {
    const visitor = await product().visitor();
    await visitor.read(await visitor.write(TEXT));
    await visitor.press('Copy text');
    await visitor.reads('Copied');
    expect(await visitor.clipboard()).toBe(TEXT);
  });

  it('can be followed by another one', async () => {
    const sender = await product().visitor();
    await sender.write('the first');
    await sender.press('Write another note');
    await sender.sees('Write a note that is read once');
    expect(await sender.field('Your note').inputValue()).toBe('');
    await sender.field('Your note').fill('the second');
    await sender.press('Create link');
    expect(await sender.read(await sender.link())).toBe('the second');
  });
});
