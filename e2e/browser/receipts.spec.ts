import { describe, expect, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import { makePast, readAt, secretOf, slugOf } from './notes.js';

describe('what the sender is told', () => {
  const product = useProduct();

  it('is unread first, and opened once the note was read', async () => {
    const [sender, reader] = await Promise.all([product().visitor(), product().visitor()]);
    const link = await sender.write('opened?');
    await sender.open('/');
    await sender.sees('Sent from this browser');
    await sender.reads('Not opened yet');
    await reader.read(link);
    await sender.page.reload();
    await sender.reads(/^Opened/);
    const times = sender.page.getByRole('listitem').getByRole('time');
    const shown = await times.evaluateAll((found) => found.map((time) => time.getAttribute('datetime')));
    const time = await readAt(product().database, link);
    expect(shown).toContain(time?.toISOString());
  });

  it('is that the note expired', async () => {
    const sender = await product().visitor();
    await makePast(product().database, await sender.write('unread'), 'expires_at');
    await sender.open('/');
    await sender.reads('Expired, nobody opened it');
  });

  it('can be ended: deleted for good, the note is gone for everybody, and the list forgets it', async () => {
    const [sender, reader] = await Promise.all([product().visitor(), product().visitor()]);
    const link = await sender.write('regretted', { slug: 'regret' });
    await sender.press('Delete note regret');
    await sender.press('Keep it');
    await sender.press('Delete note regret');
    await sender.press('Delete for good');
    await sender.reads('Deleted for good');
    expect(await product().database.query('SELECT slug FROM note WHERE slug = $1', [slugOf(link)])).toEqual(
      [],
    );
    await reader.open(link);
    await reader.sees('There is no such note');

    await sender.press('Forget note regret');
    await sender.page.getByRole('listitem').waitFor({ state: 'detached' });
    await sender.open('/');
    await sender.sees('Write a note that is read once');
    expect(await sender.stored()).not.toContain('regret');
  });

  it('is remembered by this browser without the text, the key and the password', async () => {
    const sender = await product().visitor();
    const link = await sender.write('not in storage', { password: 'nor is this' });
    const stored = await sender.stored();
    expect(stored).toContain(slugOf(link));
    expect(stored).not.toContain('not in storage');
    expect(stored).not.toContain('nor is this');
    expect(stored).not.toContain(secretOf(link));
  });
});
