import { describe, expect, it } from 'vitest';
import { createNote, inHours } from '../support/notes.js';
import { useProduct } from '../support/use-product.js';
import { makePast, readAt, secretOf, slugOf } from './notes.js';

const KEPT = { reading: 'By anyone with the link, until it expires' };

describe('the page of a note', () => {
  const product = useProduct();

  it('shows a kept note to everyone with the link, again and again', async () => {
    const [sender, reader] = await Promise.all([product().visitor(), product().visitor()]);
    const link = await sender.write('for the whole team', KEPT);
    expect(await reader.read(link)).toBe('for the whole team');
    expect(await reader.read(link)).toBe('for the whole team');
    expect(await sender.read(link)).toBe('for the whole team');
    await sender.reads('It can be read until it is gone');
  });

  it('says that a note has expired, and when', async () => {
    const { database } = product();
    const visitor = await product().visitor();
    const link = await visitor.write('too late', { expiry: '1 hour' });
    await makePast(database, link, 'expires_at');
    await visitor.open(link);
    await visitor.sees('This note has expired');
    const time = Date.parse((await visitor.page.getByRole('time').getAttribute('datetime')) ?? '');
    expect(Date.now() - time).toBeGreaterThan(59_000);
    expect(Date.now() - time).toBeLessThan(120_000);
  });

  it('says that a note expired while it lay open before the reader', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('too slow');
    await visitor.open(link);
    await visitor.sees('Somebody sent you a note');
    await makePast(product().database, link, 'expires_at');
    await visitor.press('Read the note');
    await visitor.sees('This note has expired');
  });

  it('knows nothing of a note that never was', async () => {
    const visitor = await product().visitor();
    await visitor.open(`/secret/never-was#${'A'.repeat(43)}`);
    await visitor.sees('There is no such note');
  });

  it.each([
    ['whose key was cut off half way', (link: string) => link.slice(0, -20)],
    ['without its fragment', (link: string) => link.split('#')[0] ?? ''],
    ['with an empty fragment', (link: string) => link.replace(/#.*/, '#')],
  ])('calls a link %s incomplete, and burns nothing', async (_, damage) => {
    const visitor = await product().visitor();
    const link = await visitor.write('still whole');
    await visitor.open(damage(link));
    await visitor.sees('This link is incomplete');
    await visitor.reads('The note is still there, unopened.');
    expect(await visitor.read(link)).toBe('still whole');
  });

  it('calls a link with a changed character incomplete when the button is pressed, and burns nothing', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('still whole');
    const secret = secretOf(link);
    await visitor.open(link.replace(secret, (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)));
    await visitor.press('Read the note');
    await visitor.sees('This link is incomplete');
    expect(await readAt(product().database, link)).toBeNull();
    expect(await visitor.read(link)).toBe('still whole');
  });

  it.each(['&utm_source=newsletter', '?fbclid=IwAR0x'])('reads past %s behind the link', async (rubbish) => {
    const visitor = await product().visitor();
    expect(await visitor.read((await visitor.write('as usual')) + rubbish)).toBe('as usual');
  });

  it('tells another note when another link is pasted over it', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('the right key');
    await visitor.open(link.replace(/#.*/, ''));
    await visitor.sees('This link is incomplete');
    await visitor.page.goto(link);
    await visitor.press('Read the note');
    expect(await visitor.text()).toBe('the right key');
  });

  it('shows a plain note that came from the API as text, never as HTML', async () => {
    const content = '<img src=x onerror="alert(1)"> from curl';
    const { slug } = await createNote(product().http, { content, expires_at: inHours(1) });
    const visitor = await product().visitor();
    expect(await visitor.read(`/secret/${slug}`)).toBe(content);
    expect(visitor.faults).toEqual([]);
  });

  it('asks for the password of a plain note that came from the API', async () => {
    const { slug } = await createNote(product().http, { content: 'from curl', password: 'curl too' });
    const visitor = await product().visitor();
    expect(await visitor.read(`/secret/${slug}`, 'curl too')).toBe('from curl');
  });

  it('has the address that the sender chose', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('by name', { slug: 'Our_wifi-2' });
    expect(slugOf(link)).toBe('Our_wifi-2');
    expect(await visitor.read(link)).toBe('by name');
  });
});
