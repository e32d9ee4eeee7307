import { describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD, randomKey } from '../../../../core/testing/test-actions.js';
import { linkInMail } from '../../../testing/mails.js';
import { linkSecretOf, readAt, slugOf } from '../../../testing/notes.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const TEXT = 'through every gateway';
const website = useWebsite();

type Mangle = (link: string) => string;

const wrap = (text: string) => `${text.slice(0, 12)}%0D%0A${text.slice(12)}`;

const manglings: [string, Mangle][] = [
  ['an encoded #', (link) => link.replace('#', '%23')],
  ['a # that was encoded twice', (link) => link.replace('#', '%2523')],
  ['an encoded # and text after the key', (link) => `${link.replace('#', '%23')}.`],
  ['two slashes at the start', (link) => link.replace('/secret/', '//secret/')],
  ['a space before the key', (link) => link.replace('#', '#%20')],
  ['two #', (link) => link.replace('#', '##')],
  ['a slash before the key', (link) => link.replace('#', '#/')],
  ['a wrapped key', (link) => link.replace(linkSecretOf(link), wrap(linkSecretOf(link)))],
  ['a wrapped slug', (link) => link.replace(slugOf(link), wrap(slugOf(link)))],
  ['a slash instead of the #', (link) => link.replace('#', '/')],
  ['a question mark instead of the #', (link) => link.replace('#', '?')],
  ['a space instead of the #', (link) => link.replace('#', '%20')],
  ['a full stop instead of the #', (link) => link.replace('#', '.')],
  ['nothing instead of the #', (link) => link.replace('#', '')],
  ['a malformed escape instead of the #', (link) => link.replace('#', '%E0%A4')],
  ['a malformed escape after the slug', (link) => link.replace('#', '%#')],
];

/** URLs of the requests that a visitor sends from now on. */
function urlsOf(visitor: Visitor): string[] {
  const urls: string[] = [];
  visitor.context.on('request', (request) => urls.push(withoutFragment(request.url())));
  return urls;
}

/** Requests that contain the key, other than the one for the mangled link itself. */
function disclosures(urls: readonly string[], link: string, mangle: Mangle): string[] {
  const mangled = withoutFragment(new URL(mangle(link)).href);
  return urls.filter((url) => url.includes(linkSecretOf(link)) && url !== mangled);
}

function withoutFragment(url: string): string {
  return url.replace(/#.*/, '');
}

describe('link of a note', () => {
  it.each(manglings)('opens with %s, and the address is restored', async (_, mangle) => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    const requested = urlsOf(visitor);
    await visitor.open(mangle(link));
    await visitor.seesHeading('Someone sent you a note');
    expect(visitor.page.url()).toBe(link);
    expect(disclosures(requested, link, mangle)).toEqual([]);
    expect(await readAt(website.database, slugOf(link))).toBeNull();
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
    expect(visitor.errors).toEqual([]);
  });

  it.each<[string, Mangle]>([
    ['nothing', (link) => link.replace('#', '')],
    ['a hyphen', (link) => link.replace('#', '-')],
    ['a space', (link) => link.replace('#', '%20')],
  ])('opens with a custom link and %s instead of the #', async (_, mangle) => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT, { slug: `custom-${randomKey()}` });
    const requested = urlsOf(visitor);
    await visitor.open(mangle(link));
    await visitor.seesHeading('Someone sent you a note');
    expect(visitor.page.url()).toBe(link);
    expect(disclosures(requested, link, mangle)).toEqual([]);
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
  });

  it('is not mistaken for one without # if its custom link is as long', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT, { slug: `custom-${'A'.repeat(43)}${randomKey()}` });
    await visitor.open(withoutFragment(link));
    await visitor.seesHeading('This link is incomplete');
    await visitor.open(link);
    await visitor.seesHeading('Someone sent you a note');
  });

  it.each([
    '/secret/a%E0%A4b',
    '/secret/%',
    '/secret/not.a.slug',
    '/secret/a/b',
    `/secret/${'s'.repeat(300)}`,
  ])('explains the damage of %s', async (path) => {
    const visitor = await website.visitor();
    await visitor.open(path);
    await visitor.seesHeading('This link is damaged');
    const link = await website.sealedLink(TEXT);
    await visitor.field('Whole link').fill(link);
    await visitor.press('Continue');
    await visitor.seesHeading('Someone sent you a note');
    expect(visitor.errors).toEqual([]);
  });

  it.each([
    ['its key', linkSecretOf],
    ['its key with the #', (link: string) => `#${linkSecretOf(link)} `],
    ['the whole link', (link: string) => link],
    [
      'a message with the wrapped link',
      (link: string) => `See\n${link.slice(0, -20)}\n${link.slice(-20)}\nBye`,
    ],
  ])('is completed by %s', async (_, pasted) => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.open(link.split('#')[0] ?? '');
    await visitor.seesHeading('This link is incomplete');
    await visitor.field('Key or whole link').fill(pasted(link));
    await visitor.press('Continue');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
  });

  it('follows the link of another note that is pasted on the page of an incomplete one', async () => {
    const visitor = await website.visitor();
    const [link, other] = [await website.sealedLink(TEXT), await website.sealedLink('the other one')];
    for (const [incomplete, heading, field] of [
      [link.split('#')[0] ?? '', 'This link is incomplete', 'Key or whole link'],
      ['/secret', 'This link is damaged', 'Whole link'],
    ] as const) {
      await visitor.open(incomplete);
      await visitor.seesHeading(heading);
      await visitor.field(field).fill(other);
      await visitor.press('Continue');
      await visitor.seesHeading('Someone sent you a note');
      expect(visitor.page.url()).toBe(other);
    }
  });

  it('says at the field that a pasted text contains no key', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.open(link.slice(0, -5));
    const field = visitor.page.getByRole('textbox', { name: 'Key or whole link' });
    for (const useless of ['', linkSecretOf(link).slice(3), link.split('#')[0] ?? '']) {
      await field.fill(useless);
      await field.press('Enter');
      await visitor.page.getByRole('alert').filter({ hasText: 'This text contains no key.' }).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await field.fill(linkSecretOf(link));
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('false');
  });

  it('offers the field to a reader whose link names no note', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.open(`/secret/another-one#${linkSecretOf(link)}`);
    await visitor.seesHeading("There's no such note");
    await visitor.field('Key or whole link').fill(link);
    await visitor.press('Continue');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
  });
});

describe('link of an email', () => {
  it.each<[string, Mangle]>([
    ['an encoded #', (link) => link.replace('#', '%23')],
    ['a # that was encoded twice', (link) => link.replace('#', '%2523')],
    ['everything after the page encoded', (link) => link.replace('#t=', '%23t%3D')],
    ['two slashes at the start', (link) => `${website.url}/${link}`],
    ['a space before the token', (link) => link.replace('#t=', '#t=%20')],
    ['a wrapped token', (link) => link.replace(/(?<=#t=.{9})/, '%0D%0A')],
    ['a full stop after it', (link) => `${link}.`],
    ['nothing instead of the #', (link) => link.replace('#', '')],
    ['a malformed escape instead of the #', (link) => link.replace('#', '%E0%A4')],
  ])('confirms an address with %s', async (_, mangle) => {
    const visitor = await website.visitor();
    await visitor.open(mangle(await confirmationLink()));
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
    expect(visitor.errors).toEqual([]);
  });

  it.each([
    ['/reset-password', 't', 'Set a new password'],
    ['/change-email', 't', 'Use this email address from now on'],
    ['/change-email/stop', 't', 'Cancel the address change'],
    ['/notices/confirm', 't', 'Get emails about your notes'],
    ['/notices/stop', 't', 'Stop emails about your notes'],
  ])('to %s opens its page with an encoded #', async (page, name, heading) => {
    const visitor = await website.visitor();
    for (const separator of ['%23', '%2523']) {
      await visitor.open(`${page}${separator}${name}=${'A'.repeat(43)}`);
      await visitor.seesHeading(heading);
      await expect.poll(() => new URL(visitor.page.url()).pathname).toBe(page);
    }
  });

  it('to sign in is exchanged with an encoded #', async () => {
    const visitor = await website.visitor();
    const request = visitor.page.waitForRequest('**/oauth/exchange');
    await visitor.open(`/oauth/callback%23code=${'A'.repeat(43)}`);
    expect((await request).postDataJSON()).toEqual({ code: 'A'.repeat(43) });
  });

  it('is completed by the link that is pasted into the page of an incomplete one', async () => {
    const visitor = await website.visitor();
    const link = website.url + (await confirmationLink());
    for (const incomplete of ['/verify', '/verify#t=', '/verify%23t=abc', '/reset-password']) {
      await visitor.open(incomplete);
      await visitor.seesHeading('This link is incomplete');
      await visitor.field('Whole link from the email').fill(`Confirm it here: ${link}`);
      await visitor.press('Continue');
      await visitor.page.getByRole('button', { name: 'Confirm address' }).waitFor();
    }
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
  });
});

async function confirmationLink(): Promise<string> {
  const email = newEmail();
  await website.http.post(at('/auth/signup'), { email, password: PASSWORD });
  return linkInMail(website, email, 'Confirm your email address');
}
