import { describe, expect, it } from 'vitest';
import { inHours } from '../../../core/testing/test-actions.js';
import { createNote } from '../../testing/author.js';
import { useWebsite } from '../../testing/use-website.js';
import { NEW_PROFILE } from '../../testing/website.js';

describe('dates and times', () => {
  const website = useWebsite();

  it.each([
    ['de-DE', /on \d+\. \p{L}+( \d{4})? um \d{1,2}:\d\d at the latest/u],
    ['en-GB', /on \d+ \w+( \d{4})? at \d{1,2}:\d\d at the latest/],
    ['en-US', /on \w+ \d+(, \d{4})? at \d+:\d\d\s[AP]M at the latest/],
    ['ar-EG', /on \u2068[\u0660-\u0669]+ .*\u2069 at the latest/],
  ])('follow %s, the language of the browser', async (locale, sentence) => {
    const visitor = await website.visitor({ locale });
    await visitor.open('/');
    await visitor.seesText(sentence);
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await visitor.page.locator('html').getAttribute('dir')).toBe('ltr');
  });

  it('are shown with the year in the time zone of the browser', async () => {
    const { slug } = await createNote(website.http, { content: 'x', expires_at: inHours(48) });
    const visitor = await website.visitor({ locale: 'en-GB', timezoneId: 'Asia/Kathmandu' });
    await visitor.open(`/secret/${slug}`);
    const time = visitor.page.getByRole('time').last();
    const shown = (await time.getAttribute('data-exact')) ?? '';
    const expected = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Kathmandu',
      hour: '2-digit',
      minute: '2-digit',
    });
    const instant = new Date((await time.getAttribute('datetime')) ?? '');
    expect(shown).toContain(expected.format(instant));
    expect(shown).toMatch(/\b20\d\d\b/);
  });

  it('count no seconds', async () => {
    const { slug } = await createNote(website.http, { content: 'x', expires_at: inHours(1) });
    const visitor = await website.visitor();
    await visitor.open(`/secret/${slug}`);
    await visitor.seesText(/Written\s+just now/);
  });

  it.each([-26, -5, 5, 26])(
    'count by the clock of the server if that of the device is off by %i h',
    async (hours) => {
      const { slug } = await createNote(website.http, { content: 'x', expires_at: inHours(3) });
      const visitor = await website.visitor(NEW_PROFILE);
      await visitor.page.clock.setSystemTime(Date.now() + hours * 3_600_000);
      await visitor.open(`/secret/${slug}`);
      await visitor.seesText(/Written\s+just now/);
      await visitor.seesText(/in 3 hours/);
      await visitor.write('sent', { slug: `clock-${slug}` });
      await visitor.seesText(/in 7 days/);
      await visitor.open('/');
      await visitor.seesText(/in 7 days/);
      expect(await visitor.page.getByText(/hours? (ago|from now)|yesterday|tomorrow/).count()).toBe(0);
    },
  );
});
