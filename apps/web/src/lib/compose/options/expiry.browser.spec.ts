import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isCreation, slugOf } from '../../../../testing/notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Visitor } from '../../../../testing/visitor.js';
import { NEW_PROFILE } from '../../../../testing/website.js';

const HOUR_MS = 3_600_000;
const NEVER_REUSABLE = 'By anyone with the link, until it expires';
const createBody = z.object({ expires_in: z.number().optional(), expires_at: z.null().optional() });

const website = useWebsite();

/** Serves the limit as an operator would set it. */
async function limitTo(visitor: Visitor, maxTtlSeconds: number): Promise<void> {
  await visitor.page.route('**/api/v1/instance', async (route) => {
    const instance: object = await (await route.fetch()).json();
    const limits = {
      note_max_ttl_seconds: maxTtlSeconds,
      note_preselected_ttl_seconds: Math.min(maxTtlSeconds, 604_800),
    };
    await route.fulfill({ json: { ...instance, ...limits } });
  });
}

async function lifetimeMs(link: string): Promise<number> {
  const [row] = await website.database.query('SELECT expires_at, created_at FROM note WHERE slug = $1', [
    slugOf(link),
  ]);
  return Number(row?.['expires_at']) - Number(row?.['created_at']);
}

describe('expiry of a new note', () => {
  it('is the custom date and time', async () => {
    const visitor = await website.visitor({ timezoneId: 'Asia/Kolkata' });
    await visitor.compose('until then', { expiry: 'custom time' });
    await visitor.field('Date and time').fill('2027-03-01T09:30');
    await visitor.press('Create link');
    const link = await visitor.link();
    const [row] = await website.database.query('SELECT expires_at FROM note WHERE slug = $1', [slugOf(link)]);
    const differenceMs = Number(row?.['expires_at']) - Date.parse('2027-03-01T09:30+05:30');
    expect(Math.abs(differenceMs)).toBeLessThan(60_000);
  });

  it('can be never', async () => {
    const visitor = await website.visitor();
    const link = await visitor.write('for the heirs', { expiry: 'never expires' });
    const [row] = await website.database.query('SELECT expires_at FROM note WHERE slug = $1', [slugOf(link)]);
    expect(row?.['expires_at']).toBeNull();
  });

  it.each([
    ['slow', -2],
    ['fast', 2],
  ])('counts by the clock of the server, however %s that of the device is', async (_, hours) => {
    const visitor = await website.visitor(NEW_PROFILE);
    await visitor.page.clock.setSystemTime(Date.now() + hours * HOUR_MS);
    const link = await visitor.write('by another clock', { expiry: '1 hour' });
    expect(Math.abs((await lifetimeMs(link)) - HOUR_MS)).toBeLessThan(60_000);
  });

  it('is sent as a duration', async () => {
    const bodies: unknown[] = [];
    for (const expiry of ['3 days', 'never expires']) {
      const visitor = await website.visitor();
      visitor.page.on('request', (request) => {
        if (isCreation(request)) bodies.push(createBody.parse(request.postDataJSON()));
      });
      await visitor.write('as long as that', { expiry });
    }
    expect(bodies).toEqual([{ expires_in: 72 * 3_600 }, { expires_at: null }]);
  });
});

describe('custom time', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await website.visitor({ timezoneId: 'America/New_York' });
    await visitor.compose('back then', { expiry: 'custom time' });
  });

  it.each([
    ['past', '2020-03-01T09:30'],
    ['missing', ''],
    ['too far', '9999-12-31T23:59'],
    ['in a year of five digits', '12027-03-01T09:30'],
  ])('must not be %s, and the field states what it accepts', async (_, time) => {
    const field = visitor.field('Date and time');
    const error = visitor.page.getByRole('alert').filter({ hasText: /Choose a time between now and .*2126/ });
    await field.fill('2027-03-01T09:30');
    expect(await error.count()).toBe(0);
    await field.fill(time);
    await visitor.press('Create link');
    await error.waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await visitor.field('Your note').inputValue()).toBe('back then');
  });
});

describe('expiry under the limit of the operator', () => {
  it.each([
    [24 * 3_600, '1 day', ['1 hour', '12 hours', '1 day', 'custom time']],
    [36 * 3_600, '36 hours', ['1 hour', '12 hours', '1 day', '36 hours', 'custom time']],
    [1_800, '30 minutes', ['30 minutes', 'custom time']],
  ])('of %i s is %s, and nothing longer is offered', async (maxTtlSeconds, shown, choices) => {
    const visitor = await website.visitor();
    await limitTo(visitor, maxTtlSeconds);
    await visitor.compose('as long as I may');
    await visitor.press(shown);
    const labels = visitor.page.getByRole('radio').locator('..');
    await labels.first().waitFor();
    expect((await labels.allInnerTexts()).map((text) => text.trim())).toEqual(choices);
    await visitor.press('Create link');
    expect(Math.abs((await lifetimeMs(await visitor.link())) - maxTtlSeconds * 1_000)).toBeLessThan(60_000);
  });

  it('holds for a choice of an earlier page', async () => {
    const visitor = await website.visitor();
    await visitor.compose('for ever', { expiry: 'never expires' });
    await visitor.page.getByRole('link', { name: 'How it works' }).click();
    await visitor.seesHeading('How it works');
    await expect.poll(() => visitor.storedData()).toContain('draft');
    await limitTo(visitor, 24 * 3_600);
    await visitor.open('/');
    await visitor.page.getByRole('button', { name: '1 day', exact: true }).waitFor();
  });

  it('is the one in the response of the server', async () => {
    const visitor = await website.visitor();
    const expiresAt = new Date(Date.now() + 5 * HOUR_MS).toISOString();
    await visitor.page.route('**/api/v1/note', async (route) => {
      const created: object = await (await route.fetch()).json();
      await route.fulfill({ status: 201, json: { ...created, expires_at: expiresAt } });
    });
    await visitor.write('a week, I thought');
    const times = visitor.page.getByRole('time');
    await times.first().waitFor();
    const shown = await times.evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
    expect(shown.filter((time) => time === expiresAt)).not.toEqual([]);
  });
});

it('is never endless for a note that stays readable', async () => {
  const visitor = await website.visitor();
  await visitor.compose('again and again', { expiry: 'never expires' });
  await visitor.press('Read once');
  await visitor.field(NEVER_REUSABLE).check();
  await visitor.page.getByRole('button', { name: '7 days', exact: true }).waitFor();
  const link = await visitor.write('again', { readLimit: NEVER_REUSABLE });
  expect(await lifetimeMs(link)).toBeGreaterThan(0);
});
