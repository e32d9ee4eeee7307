import { describe, expect, it } from 'vitest';
import { linkSecretOf, makePast, slugOf } from '../../../testing/notes.js';
import { useWebsite } from '../../../testing/use-website.js';

describe('receipt in the browser of the sender', () => {
  const website = useWebsite();

  it('shows that the note expired', async () => {
    const sender = await website.visitor();
    await makePast(website.database, slugOf(await sender.write('unread')), 'expires_at');
    await sender.open('/');
    await sender.seesText('Expired unopened');
  });

  it('deletes the note for all readers, and can be forgotten', async () => {
    const [sender, reader] = await Promise.all([website.visitor(), website.visitor()]);
    const link = await sender.write('regretted', { slug: 'regret' });
    await sender.press('Delete note regret');
    await sender.press('Cancel');
    await sender.press('Delete note regret');
    await sender.press('Delete for good');
    await sender.seesText('Deleted for good');
    expect(await website.database.query('SELECT slug FROM note WHERE slug = $1', [slugOf(link)])).toEqual([]);
    await reader.open(link);
    await reader.seesHeading("There's no such note");

    await sender.press('Forget note regret');
    await sender.page.getByRole('listitem').waitFor({ state: 'detached' });
    await sender.open('/');
    await sender.seesHeading('Write a note that can be read once');
    expect(await sender.storedData()).not.toContain('regret');
  });

  it('is stored without the text, the link secret and the password', async () => {
    const sender = await website.visitor();
    const link = await sender.write('not in storage', { password: 'nor is this' });
    const stored = await sender.storedData();
    expect(stored).toContain(slugOf(link));
    expect(stored).not.toContain('not in storage');
    expect(stored).not.toContain('nor is this');
    expect(stored).not.toContain(linkSecretOf(link));
  });
});
