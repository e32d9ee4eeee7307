import { describe, expect, it } from 'vitest';
import { createNote } from '../../../testing/author.js';
import { comeBack } from '../../../testing/tabs.js';
import { insecureVisitor } from '../../../testing/navigation.js';
import { useWebsite } from '../../../testing/use-website.js';

const TEXT = 'Zwetschgenknödel\n\tfor one reader';
const website = useWebsite();

describe('note on an insecure page', () => {
  it('is not requested if it is sealed, and the page leads to the secure one', async () => {
    const visitor = await insecureVisitor(website);
    const link = (await website.sealedLink(TEXT)).replace(website.url, 'http://lan.example');
    await visitor.open(link);
    await visitor.seesHeading("This page isn't secure");
    const secure = visitor.page.getByRole('link', { name: 'Open with https://' });
    expect(await secure.getAttribute('href')).toBe(link.replace('http:', 'https:'));
  });

  it('warns before a plain note is lost, copies it all the same, and keeps it within the app', async () => {
    const { slug } = await createNote(website.http, { content: TEXT });
    const visitor = await insecureVisitor(website);
    await visitor.read(`/secret/${slug}`);
    await visitor.seesText("This browser can't keep it through a reload.");
    expect(await visitor.storedData()).not.toContain('Zwetschgen');
    await visitor.press('Copy text');
    await visitor.seesText('Copied');
    await comeBack(visitor, () => visitor.page.getByRole('link', { name: 'How it works' }).click());
    expect(await visitor.text()).toBe(TEXT);
    const prompted = visitor.page.waitForEvent('dialog');
    const reloaded = visitor.page.evaluate(() => location.reload());
    const dialog = await prompted;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await reloaded;
    expect(await visitor.text()).toBe(TEXT);
  });
});
