import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from './testing/create-test-app.js';
import { noteAt, PASSWORD, randomKey, withKey } from './testing/test-actions.js';

const DISTINCT_SLUGS = 2_000;
const CONCURRENCY = 50;

const app = await createTestApp();
const server = await app.listen();
afterAll(() => app.close());

const isRuntime = (name: string) => /^(nodejs|process|onasty_sweeper)_/.test(name);
const isBackground = (statement: string | undefined) => /^(sweep|stored|ping)/.test(statement ?? '');

/** Counts the series of requests. Those of the runtime and of background work appear at any time. */
async function seriesCount(): Promise<number> {
  const { samples } = await app.metrics();
  return samples.filter(({ name, labels }) => !isRuntime(name) && !isBackground(labels['statement'])).length;
}

async function inParallel(times: number, send: (index: number) => Promise<unknown>): Promise<void> {
  let started = 0;
  const worker = async () => {
    while (started < times) await send((started += 1));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

describe('number of metric series', () => {
  it('does not depend on the number of slugs', async () => {
    const visit = async (index: number) => {
      const slug = `slug-${index}-${randomKey()}`;
      if (index % 20 === 0) await app.createNote({ slug });
      await server.get(noteAt(slug));
    };
    await inParallel(40, visit);
    const before = await seriesCount();
    await inParallel(DISTINCT_SLUGS, visit);
    expect(await seriesCount()).toBe(before);
  });

  it('does not depend on the methods and paths that clients invent', async () => {
    const methods = ['PROPFIND', 'MKCOL', 'LOCK', 'SUBSCRIBE', 'PUT', 'GET', 'HEAD', 'MADEUP'];
    const invent = async (index: number) => {
      const method = methods[index % methods.length] ?? 'GET';
      await server.send(method, `/api/v1/${randomKey()}/${index}`);
      await server.send(method, `/api/v1/note/${randomKey()}/${index}`);
    };
    await inParallel(methods.length, invent);
    const before = await seriesCount();
    await inParallel(40 * methods.length, invent);
    expect(await seriesCount()).toBe(before);
  });
});

it('metrics contain no slug, text, password, key, receipt, email address, IP address or token', async () => {
  const readKey = randomKey();
  const note = await app.createNote({
    slug: 'slug-of-the-note',
    content: 'text-of-the-note',
    password: 'its-password',
  });
  const sealed = await app.createSealedNote('text-in-the-envelope');
  await server.post(noteAt(note.slug, 'view'), { password: 'guessed-password' });
  await server.post(noteAt(sealed.slug, 'view'), { password: sealed.accessProof }, withKey(readKey));
  const author = await app.signedIn();
  const { text } = await app.metrics();
  const secrets = [
    'slug-of-the-note',
    'text-of-the-note',
    'its-password',
    'guessed-password',
    'text-in-the-envelope',
    note.receipt,
    sealed.slug,
    sealed.accessProof,
    sealed.linkSecret,
    sealed.receipt,
    readKey,
    author.email,
    PASSWORD,
    author.accessToken,
    author.refreshToken,
    '127.0.0.1',
    '@',
  ];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
