import { afterAll, describe, expect, it } from 'vitest';
import { seal } from '#libs/note-crypto';
import { createTestApp } from '../testing/create-test-app.js';
import { at, inHours } from '../testing/test-actions.js';
import { Author } from './testing/author.js';

const [HOUR, DAY] = [3_600, 86_400];
const PASSWORD = { password: 'between us' };

const free = await createTestApp();
const strict = await createTestApp({
  database: free.database,
  environment: {
    NOTE_LIFETIMES: '1d, 1h, never',
    NOTE_PASSWORD: 'required',
    REUSABLE_NOTES: 'false',
    CUSTOM_LINKS: 'false',
    NOTE_MAX_BYTES: '2000',
  },
});
afterAll(async () => {
  await strict.close();
  await free.close();
});

const create = (fields: object) => strict.http.post(at('/note'), { content: 'x', ...PASSWORD, ...fields });

async function sealed(password: string) {
  const { envelope, accessProof, linkProof } = await seal('x', { password });
  return { content: envelope, password: accessProof, link_proof: linkProof };
}

describe('a new note', () => {
  it.each([{}, { expires_in: HOUR }, { expires_in: DAY }, { expires_in: null }])(
    'may have an allowed lifetime: %j',
    async (fields) => {
      expect((await create(fields)).status).toBe(201);
    },
  );

  it.each([{ expires_in: HOUR + 1 }, { expires_at: inHours(1) }])('may have no other: %j', async (fields) => {
    expect(await create(fields)).toMatchObject({
      status: 403,
      code: 'policy.lifetime',
      body: {
        message: 'note: expires_in must be one of 3600, 86400, null on this server',
        lifetimes_seconds: [HOUR, DAY, null],
      },
    });
  });

  it('must have a password, sealed or not', async () => {
    for (const fields of [{ password: '' }, await sealed('')])
      expect(await create(fields)).toMatchObject({ status: 403, code: 'policy.password' });
    expect((await create(await sealed('between us'))).status).toBe(201);
  });

  it('cannot be reusable', async () => {
    const response = await create({ keep_before_expiration: true, expires_in: HOUR });
    expect(response).toMatchObject({ status: 403, code: 'policy.reusable' });
  });

  it('cannot have a custom link', async () => {
    expect(await create({ slug: 'boat-house' })).toMatchObject({ status: 403, code: 'policy.custom_link' });
  });

  it('cannot be longer than the largest', async () => {
    expect(await create({ content: 'x'.repeat(2_001) })).toMatchObject({ status: 413 });
  });
});

describe('an earlier note', () => {
  it('cannot become what no new note may be', async () => {
    const { headers } = await free.signedIn();
    const author = new Author(free, { headers });
    const { slug } = await author.create();
    const underPolicy = new Author(strict, { headers });
    const change = (fields: object) => underPolicy.changeExpiry(slug, fields);
    expect((await change({ expires_in: DAY })).status).toBe(200);
    expect((await change({ keep_before_expiration: false })).status).toBe(200);
    expect((await change({ expires_in: 2 * DAY })).code).toBe('policy.lifetime');
    expect((await change({ keep_before_expiration: true })).code).toBe('policy.reusable');
    const { slug: sealedSlug } = await author.create(await sealed(''));
    const { content } = await sealed('');
    expect((await underPolicy.edit(sealedSlug, content)).code).toBe('policy.password');
  });

  it('is read as it is', async () => {
    const { slug } = await free.createNote({ slug: 'boat-house', content: 'from before' });
    expect((await strict.read({ slug })).status).toBe(200);
  });
});

it('the instance states its rules, and which lifetime a form preselects', async () => {
  expect((await strict.http.get(at('/instance'))).body).toMatchObject({
    note_default_ttl_seconds: DAY,
    note_preselected_ttl_seconds: DAY,
    note_lifetimes_seconds: [HOUR, DAY, null],
    note_password: 'required',
    reusable_notes: false,
    custom_links: false,
    note_max_bytes: 2_000,
  });
  const { body } = await free.http.get(at('/instance'));
  expect(body).toMatchObject({
    note_default_ttl_seconds: 30 * DAY,
    note_preselected_ttl_seconds: 7 * DAY,
    note_password: 'optional',
    reusable_notes: true,
    custom_links: true,
  });
  expect(body).not.toHaveProperty('note_lifetimes_seconds');
});
