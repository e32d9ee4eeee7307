import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBareApp } from '../testing/create-bare-app.js';
import { MailboxAccess } from './mailbox-access.js';
import { serveMailbox } from './serve-mailbox.js';

const SHOWN = 50;

describe('the mailbox', () => {
  let folder: string;
  let app: NestFastifyApplication;

  /** Stores a mail that was sent at this second of 2026. */
  const store = async (id: string, subject: string, text: string, second = 0) => {
    const file = join(folder, `${id}.eml`);
    const head = `Subject: ${subject}\r\nTo: ada@example.com\r\nContent-Type: text/plain; charset=utf-8`;
    await writeFile(file, `${head}\r\n\r\n${text}\r\n`);
    const time = Date.UTC(2026, 0, 1, 0, 0, second) / 1_000;
    await utimes(file, time, time);
  };
  const access = new MailboxAccess(() => undefined);
  const cookie = `onasty-mailbox=${access.redeem(access.key)}`;
  const get = (url: string, headers: Record<string, string> = { cookie }) =>
    app.getHttpAdapter().getInstance().inject({ url, headers });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-mailbox-'));
    app = await createBareApp();
    serveMailbox(app, folder, access);
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('explains an empty folder', async () => {
    expect((await get('/mailbox')).body).toContain('No emails yet');
  });

  it('lists mails, the newest first, and shows the text of each with its links', async () => {
    await store('first', 'Confirm your email', 'Open http://localhost:3000/verify#t=abc', 1);
    await store('second', 'Set a new password', 'Hello', 2);
    const { body } = await get('/mailbox');
    expect(body.indexOf('Set a new password')).toBeLessThan(body.indexOf('Confirm your email'));
    const page = (await get('/mailbox/first')).body;
    const url = 'http://localhost:3000/verify#t=abc';
    expect(page).toContain(`<a href="${url}">${url}</a>`);
    expect(page).toContain('To ada@example.com');
  });

  it('escapes markup in subjects and texts', async () => {
    await store('markup', '<script>1</script>', '<img src=x onerror=alert(1)> "\'&', 3);
    for (const url of ['/mailbox', '/mailbox/markup']) {
      expect((await get(url)).body).not.toMatch(/<script>|<img/);
    }
  });

  it(`lists the newest ${SHOWN} mails and ignores other files`, async () => {
    await writeFile(join(folder, 'draft.tmp'), 'Subject: draft');
    for (let index = 0; index < SHOWN; index += 1)
      await store(`later-${index}`, `later ${index}`, '', 10 + index);
    const { body } = await get('/mailbox');
    expect(body.match(/<li>/g)).toHaveLength(SHOWN);
    expect(body).not.toMatch(/Confirm your email|draft/);
    expect((await get('/mailbox/first')).statusCode).toBe(200);
  });

  it.each(['gone', '..%2ffirst', '%2e%2e', 'first.eml', 'FIRST', 'first%00'])(
    'responds to %s with 404',
    async (id) => {
      expect((await get(`/mailbox/${id}`)).statusCode).toBe(404);
    },
  );

  it.each<[string, Record<string, string>]>([
    ['no cookie, from this machine', { host: 'localhost:3000' }],
    ['another cookie', { cookie: 'onasty-mailbox=AAAA' }],
    ['the key as its cookie', { cookie: `onasty-mailbox=${access.key}` }],
    ['a cookie of another name', { cookie: `x${cookie}` }],
  ])('hides everything from a client with %s', async (_what, headers) => {
    for (const url of [
      '',
      '?key=',
      '?key=AAAA',
      '?key=A&key=B',
      '/first',
      '/first/html',
      '/style.css',
      '/script.js',
    ]) {
      const { statusCode, headers: sent } = await get(`/mailbox${url}`, headers);
      expect([statusCode, sent['set-cookie']]).toEqual([404, undefined]);
    }
  });

  it('exchanges a key once for a cookie and redirects to an address without it', async () => {
    const link = `/mailbox?key=${access.key}`;
    const { statusCode, headers } = await get(link, {});
    expect([statusCode, headers.location]).toEqual([303, '/mailbox']);
    const [pair = '', ...attributes] = String(headers['set-cookie']).split('; ');
    expect(attributes).toEqual(['Path=/mailbox', 'HttpOnly', 'SameSite=Strict']);
    expect((await get('/mailbox', { cookie: `other=1; ${pair}` })).statusCode).toBe(200);
    expect((await get(link, {})).statusCode).toBe(404);
    expect(await get(link, { cookie: pair })).toMatchObject({ statusCode: 303 });
  });

  it('shows the HTML of a mail in a frame without scripts, whose links leave it', async () => {
    const head = 'Subject: s\r\nTo: ada@example.com\r\nContent-Type: text/html; charset=utf-8';
    const html = '<html><head></head><body><script>1</script><p>Hello</p></body></html>';
    await writeFile(join(folder, 'framed.eml'), `${head}\r\n\r\n${html}\r\n`);
    const page = (await get('/mailbox/framed')).body;
    expect(page).toMatch(/<iframe [^>]*sandbox="[^"]+" src="\/mailbox\/framed\/html">/);
    const frame = await get('/mailbox/framed/html');
    expect(frame.body).toContain('<head><base target="_top">');
    expect(frame.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';.* sandbox (?!.*allow-(scripts|same-origin|forms))/,
    );
    expect(frame.headers['content-security-policy']).not.toContain('script-src');
  });

  it('permits only its own scripts and styles', async () => {
    const { headers } = await get('/mailbox/first');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';(?!.*unsafe)/,
    );
    expect((await get('/mailbox/style.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await get('/mailbox/script.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });
});
