import { describe, expect, it } from 'vitest';
import { createNote } from '../support/notes.js';
import { useProduct } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { slugOf } from './notes.js';

const KEPT_TEXT = 'typed with love';
const NOTES = '**/api/v1/note';

const product = useProduct();

describe('a note that could not be sent', () => {
  it('is still in the field when the server is down, and is sent once the server is back', async () => {
    const visitor = await product().visitor();
    const unavailable = { message: 'unavailable', code: 'unavailable', request_id: 'r' };
    await visitor.page.route(NOTES, (route) => route.fulfill({ status: 503, json: unavailable }));
    await expectKept(visitor, "The server can't take notes right now");
    await visitor.page.unroute(NOTES);
    await expectSent(visitor);
  });

  it('is still in the field when there were too many requests, and the page says how long to wait', async () => {
    const visitor = await product().visitor();
    const json = { message: 'too many requests', code: 'request.rate_limited', request_id: 'r' };
    const headers = { 'retry-after': '7' };
    await visitor.page.route(NOTES, (route) => route.fulfill({ status: 429, headers, json }), { times: 1 });
    await expectKept(visitor, 'Your note is still here; try again in 7 s.');
    await expectSent(visitor);
  });

  it('is still in the field when the browser is offline', async () => {
    const visitor = await product().visitor();
    await visitor.compose(KEPT_TEXT);
    await visitor.context.setOffline(true);
    await visitor.press('Create link');
    await visitor.reads('You are offline, so the note was not sent.');
    expect(await visitor.field('Your note').inputValue()).toBe(KEPT_TEXT);
    await visitor.context.setOffline(false);
    await expectSent(visitor);
  });

  it('is one note, not two, when only the answer was lost', async () => {
    const { database } = product();
    const visitor = await product().visitor();
    await database.query('DELETE FROM note');
    await visitor.page.route(
      NOTES,
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await expectKept(visitor, 'The server could not be reached.');
    await expectSent(visitor);
    expect(await database.query('SELECT slug FROM note')).toHaveLength(1);
  });

  it('keeps its words when the address is taken, and says so at the field', async () => {
    await createNote(product().http, { slug: 'taken' });
    const visitor = await product().visitor();
    await visitor.compose(KEPT_TEXT, { slug: 'taken' });
    await visitor.press('Create link');
    await visitor.reads('That address is taken.');
    const field = visitor.field('Own address');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('free');
    await visitor.press('Create link');
    expect(slugOf(await visitor.link())).toBe('free');
  });

  it('survives a reload, without its words lying readable in any storage', async () => {
    const visitor = await product().visitor();
    await visitor.compose(KEPT_TEXT);
    await expect.poll(() => visitor.stored()).toContain('draft');
    expect(await visitor.stored()).not.toContain(KEPT_TEXT);
    await visitor.page.reload();
    await expect.poll(() => visitor.field('Your note').inputValue()).toBe(KEPT_TEXT);
    await expectSent(visitor);
    expect(await visitor.stored()).not.toContain('draft');
  });
});

describe('the time of a note', () => {
  it('is the own date and time', async () => {
    const visitor = await product().visitor({ timezoneId: 'Asia/Kolkata' });
    await visitor.compose('until then', { expiry: 'own time' });
    await visitor.field('Date and time').fill('2027-03-01T09:30');
    await visitor.press('Create link');
    const link = await visitor.link();
    const [row] = await product().database.query('SELECT expires_at FROM note WHERE slug = $1', [
      slugOf(link),
    ]);
    expect(row?.['expires_at']).toEqual(new Date('2027-03-01T09:30+05:30'));
  });

  it('has to be still to come', async () => {
    const visitor = await product().visitor();
    await visitor.compose('back then', { expiry: 'own time' });
    await visitor.field('Date and time').fill('2020-03-01T09:30');
    await visitor.press('Create link');
    await visitor.reads('That time has passed.');
    expect(await visitor.field('Your note').inputValue()).toBe('back then');
  });

  it('may be never', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('for the heirs', { expiry: 'never expires' });
    const [row] = await product().database.query('SELECT expires_at FROM note WHERE slug = $1', [
      slugOf(link),
    ]);
    expect(row?.['expires_at']).toBeNull();
  });
});

async function expectKept(visitor: Visitor, words: string): Promise<void> {
  await visitor.compose(KEPT_TEXT);
  await visitor.press('Create link');
  await visitor.reads(words);
  expect(await visitor.field('Your note').inputValue()).toBe(KEPT_TEXT);
}

async function expectSent(visitor: Visitor): Promise<void> {
  await visitor.press('Create link');
  expect(await visitor.read(await visitor.link())).toBe(KEPT_TEXT);
}
