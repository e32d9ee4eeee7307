import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createNote } from '../../../testing/author.js';
import { isCreation, slugOf, UNAVAILABLE } from '../../../testing/notes.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const TEXT = 'typed with love';
const NOTES = '**/api/v1/note';
const createBody = z.object({ content: z.string() });
const createdNote = z.object({ slug: z.string() });

const website = useWebsite();

describe('note form', () => {
  it('has the focus from the start, and one press copies the link', async () => {
    const sender = await website.visitor();
    await sender.open('/');
    await expect
      .poll(() => sender.field('Your note').evaluate((field) => field === document.activeElement))
      .toBe(true);
    await sender.page.keyboard.type('typed without a click');
    await sender.press('Create link');
    const link = await sender.link();
    await sender.seesText('Link copied. Paste it into your message.');
    expect(await sender.clipboard()).toBe(link);
    expect(await sender.read(link)).toBe('typed without a click');
  });

  it('is submitted by Ctrl+Enter, which also copies the link', async () => {
    const sender = await website.visitor();
    await sender.compose('sent by keyboard');
    await sender.field('Your note').press('Control+Enter');
    const link = await sender.link();
    await sender.seesText('Link copied. Paste it into your message.');
    expect(await sender.clipboard()).toBe(link);
  });

  it('is empty again for another note', async () => {
    const sender = await website.visitor();
    await sender.write('the first');
    await sender.press('Write another note');
    await sender.seesHeading('Write a note that can be read once');
    expect(await sender.field('Your note').inputValue()).toBe('');
    await sender.field('Your note').fill('the second');
    await sender.press('Create link');
    expect(await sender.read(await sender.link())).toBe('the second');
  });
});

describe('note form at the size limit', () => {
  it('says how much too long the note is, and sends nothing', async () => {
    const visitor = await website.visitor();
    const json = {
      note_max_bytes: 4_096,
      note_default_ttl_seconds: 2_592_000,
      note_slug_min_length: 6,
      read_lease_seconds: 60,
    };
    await visitor.page.route('**/api/v1/instance', (route) => route.fulfill({ json }));
    const sizes: number[] = [];
    visitor.page.on('request', (request) => {
      if (isCreation(request)) sizes.push(createBody.parse(request.postDataJSON()).content.length);
    });
    await visitor.compose('x'.repeat(5_000));
    await visitor.seesText(/about [\d,]+ characters too long/);
    await visitor.field('Your note').press('Control+Enter');
    await visitor.field('Your note').fill('x'.repeat(2_900));
    await visitor.seesText(/about [\d,]+ characters left/);
    await visitor.press('Create link');
    await visitor.link();
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThanOrEqual(4_096);
  });
});

describe('note form after a failure', () => {
  it('keeps the text while the server is unavailable and sends it afterwards', async () => {
    const visitor = await website.visitor();
    await visitor.page.route(NOTES, (route) => route.fulfill(UNAVAILABLE));
    await expectFailure(visitor, "The server can't accept notes right now");
    await visitor.page.unroute(NOTES);
    await expectSent(visitor);
  });

  it('keeps the text when rate limited and shows how long to wait', async () => {
    const visitor = await website.visitor();
    const json = { message: 'too many requests', code: 'request.rate_limited', request_id: 'r' };
    const headers = { 'retry-after': '7' };
    await visitor.page.route(NOTES, (route) => route.fulfill({ status: 429, headers, json }), { times: 1 });
    await expectFailure(visitor, 'Your note is still here; try again in 7 s.');
    await expectSent(visitor);
  });

  it('keeps the text while the browser is offline', async () => {
    const visitor = await website.visitor();
    await visitor.compose(TEXT);
    await visitor.context.setOffline(true);
    await visitor.press('Create link');
    await visitor.seesText("You're offline, so the note wasn't sent.");
    expect(await visitor.field('Your note').inputValue()).toBe(TEXT);
    await visitor.context.setOffline(false);
    await expectSent(visitor);
  });

  it('creates one note when only the response was lost', async () => {
    const visitor = await website.visitor();
    const slugs: string[] = [];
    await visitor.page.route(
      NOTES,
      async (route) => {
        slugs.push(createdNote.parse(await (await route.fetch()).json()).slug);
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await expectFailure(visitor, "The server couldn't be reached.");
    await visitor.press('Create link');
    const link = await visitor.link();
    expect(slugs).toEqual([slugOf(link)]);
    expect(await visitor.read(link)).toBe(TEXT);
  });

  it('keeps the text when the custom link is taken and says so at its field', async () => {
    await createNote(website.http, { slug: 'already-taken' });
    const visitor = await website.visitor();
    await visitor.compose(TEXT, { slug: 'already-taken' });
    await visitor.press('Create link');
    await visitor.seesText('That link is taken.');
    const field = visitor.field('Custom link');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('still-free');
    await visitor.press('Create link');
    expect(slugOf(await visitor.link())).toBe('still-free');
  });

  it('keeps the text over a reload without storing it readably', async () => {
    const visitor = await website.visitor();
    await visitor.compose(TEXT);
    await expect.poll(() => visitor.storedData()).toContain('draft');
    expect(await visitor.storedData()).not.toContain(TEXT);
    await visitor.page.reload();
    await expect.poll(() => visitor.field('Your note').inputValue()).toBe(TEXT);
    await expectSent(visitor);
    expect(await visitor.storedData()).not.toContain('draft');
  });
});

async function expectFailure(visitor: Visitor, message: string): Promise<void> {
  await visitor.compose(TEXT);
  await visitor.press('Create link');
  await visitor.seesText(message);
  expect(await visitor.field('Your note').inputValue()).toBe(TEXT);
}

async function expectSent(visitor: Visitor): Promise<void> {
  await visitor.press('Create link');
  expect(await visitor.read(await visitor.link())).toBe(TEXT);
}
