import { describe, expect, it } from 'vitest';
import { mailRequestSchema } from '#libs/mail-outbox';
import { renderMail } from './index.js';
import { mailExamples } from './mail-examples.js';

const context = { frontendUrl: 'https://notes.example.com', now: new Date('2026-11-19T14:05:00Z') };
const NASTY = `<img src=x onerror=alert(1)>"'&{{7*7}}\r\nBcc: eve@example.com`;

const isUserInput = (name: string, value: unknown) => typeof value === 'string' && !/_(at|url)$/.test(name);
const urlsIn = (text: string) => [...text.matchAll(/https?:\/\/[^\s"<]+/g)].map(([url]) => url);

describe.each(mailExamples(context.now))('mail $template_name', (example) => {
  const { subject, text, html } = renderMail(example, context);

  it('has a one-line subject, a text, and HTML that loads nothing', () => {
    expect(subject).toMatch(/^[\w ,']+$/);
    expect(text).toContain('Onasty');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<(img|script|link|iframe)\b|url\(|@import/);
  });

  it('links only to the web UI, identically in text and HTML', () => {
    for (const url of urlsIn(text + html)) expect(url).toMatch(/^https:\/\/notes\.example\.com\//);
    expect(new Set(urlsIn(html))).toEqual(new Set(urlsIn(text)));
  });

  it('escapes user input', () => {
    const options = Object.fromEntries(
      Object.entries(example.options).map(([name, value]) => [
        name,
        isUserInput(name, value) ? NASTY : value,
      ]),
    );
    const mail = renderMail(mailRequestSchema.parse({ ...example, options }), context);
    expect(mail.html).not.toContain('<img');
    expect(mail.html).not.toContain('49');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });
});

it.each([
  'email_change_notice',
  'account_exists',
  'email_change_undone',
  'identity_linked',
  'identity_unlinked',
])('mail %s mentions passwords only if the server has them', (name) => {
  const example = mailExamples(context.now).find(({ template_name: template }) => template === name);
  const textOf = (changes: object) =>
    renderMail(mailRequestSchema.parse({ ...example, ...changes }), context).text;
  expect(textOf({})).toMatch(/password/);
  expect(textOf({ password_sign_in: false })).not.toMatch(/password/);
});

describe('signature', () => {
  const [verification] = mailExamples(context.now);
  if (verification === undefined) throw new Error('no examples');
  const named = { ...context, instanceName: 'Notes <of> Ada & Co', operatorEmail: 'help@example.com' };

  it('names the product and the server', () => {
    const { text, html } = renderMail(verification, context);
    expect(text.split('\n-- \n')[1]).toBe('Onasty: notes that can be read once\nnotes.example.com\n');
    expect(html).toContain('Onasty: notes that can be read once<br>notes.example.com</p>');
  });

  it('names the server and its operator if configured', () => {
    const { text, html } = renderMail(verification, named);
    expect(text).toContain('\nNotes <of> Ada & Co (notes.example.com)\n');
    expect(text).toContain('\nOperator of this server: help@example.com\n');
    expect(html).toContain(
      'Notes &lt;of&gt; Ada &amp; Co (notes.example.com)<br>Operator of this server: help',
    );
  });

  it('follows a wordmark, and a link that is smaller than the text', () => {
    const { html } = renderMail(verification, context);
    expect(html.indexOf('>onasty<')).toBeGreaterThan(html.indexOf('<body'));
    expect(html.indexOf('>onasty<')).toBeLessThan(html.indexOf('<h1'));
    const bodySize = Number(/<p class="ink" style="[^"]*font:(\d+)px\/1\.55/.exec(html)?.[1]);
    const linkSize = Number(/<a class="address" href="[^"]*" style="font-size:(\d+)px/.exec(html)?.[1]);
    expect(linkSize).toBeLessThan(bodySize);
  });
});

describe('mail with a link', () => {
  const [verification] = mailExamples(context.now);
  const mailOf = (options: object) => mailRequestSchema.parse({ ...verification, options });

  it('has the token in the fragment, which no server sees', () => {
    const { text } = renderMail(mailOf({ token: 'the-token' }), context);
    expect(text).toContain('https://notes.example.com/verify#t=the-token');
  });

  it('states the lifetime of the link', () => {
    const { text } = renderMail(mailOf({ token: 't', link_expires_at: '2026-11-20T14:05:00.000Z' }), context);
    expect(text).toMatch(
      /This link works once and expires on Friday,? 20 November 2026 at 14:05 UTC\. That's 24 hours after/,
    );
  });

  it.each([
    ['2 minutes late', '2026-11-20T14:03:00.000Z', '24 hours'],
    ['for an hour', '2026-11-19T15:04:50.000Z', '1 hour'],
    ['20 minutes late', '2026-11-19T14:45:00.000Z', '40 minutes'],
    ['for 100 minutes', '2026-11-19T15:45:00.000Z', '100 minutes'],
    ['for two hours and a half', '2026-11-19T16:35:00.000Z', '2 hours'],
    ['in its last seconds', '2026-11-19T14:05:10.000Z', '1 minute'],
  ])('never overstates the remaining time, %s', (_when, link_expires_at, left) => {
    const { text } = renderMail(mailOf({ token: 't', link_expires_at }), context);
    expect(text).toContain(`That's ${left} after this email was sent.`);
  });

  it('omits the lifetime without an expiry', () => {
    expect(renderMail(mailOf({ token: 't' }), context).text).not.toContain('expires');
  });
});
