import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, PASSWORD, tally, type SignedIn } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const anyone = await app.signedIn();
const createdKey = z.object({ id: z.string(), key: z.string(), expires_at: z.string().optional() });
const DAY_MS = 86_400_000;

const create = ({ headers }: SignedIn, json: object = {}) =>
  app.http.post(at('/me/api-keys'), { name: 'backup job', scopes: ['notes:create'], ...json }, { headers });
const keyOf = async (owner: SignedIn, json?: object) => createdKey.parse((await create(owner, json)).body);
const list = async ({ headers }: SignedIn) => (await app.http.get(at('/me/api-keys'), { headers })).body;
const note = (key: string, json: object = {}) =>
  app.http.post(at('/note'), { content: 'by key', ...json }, bearer(key));

async function eventsOf({ headers }: SignedIn) {
  const { body } = await app.http.get(at('/me/activity'), { headers });
  const events = z.array(z.looseObject({ event: z.string(), detail: z.string().optional() })).parse(body);
  return events.map(({ event, detail }) => [event, detail]);
}

describe('new key', () => {
  it('is shown once, stored as a hash, and expires after 90 days', async () => {
    const owner = await app.signedIn();
    const { status, body } = await create(owner, { cidrs: ['192.0.2.0/24'], requests_per_minute: 30 });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        key: expect.stringMatching(/^ony_/),
        name: 'backup job',
        scopes: ['notes:create'],
        cidrs: ['192.0.2.0/24'],
        requests_per_minute: 30,
        created_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ]);
    const { key, id, expires_at = '' } = createdKey.parse(body);
    expect((Date.parse(expires_at) - Date.now()) / DAY_MS).toBeCloseTo(90, 1);
    const [{ key: _, ...listed } = { key }] = z
      .array(z.looseObject({ key: z.string().optional() }))
      .parse([body]);
    expect(await list(owner)).toEqual([listed]);
    const [row] = await app.database.query('SELECT * FROM api_key WHERE id = $1', [id]);
    expect(row).toMatchObject({ hash: createHash('sha256').update(key).digest() });
    expect(JSON.stringify(row)).not.toContain(key.split('_')[2]);
    expect(await eventsOf(owner)).toContainEqual(['api_key_created', id]);
  });

  it('expires when its owner says, or never', async () => {
    const owner = await app.signedIn();
    const short = await keyOf(owner, { expires_in: 60 });
    expect(Date.parse(short.expires_at ?? '') - Date.now()).toBeLessThan(61_000);
    expect((await keyOf(owner, { expires_in: null })).expires_at).toBeUndefined();
  });

  it.each([
    ['no scope', { scopes: [] }, 'scopes'],
    ['an unknown scope', { scopes: ['notes:everything'] }, 'scopes.0'],
    ['no name', { name: '  ' }, 'name'],
    ['a long name', { name: 'n'.repeat(101) }, 'name'],
    ['no network', { cidrs: ['example.com'] }, 'cidrs.0'],
    ['a prefix that is too long', { cidrs: ['10.0.0.0/33'] }, 'cidrs.0'],
    ['every network', { cidrs: ['0.0.0.0/0'] }, 'cidrs.0'],
    ['no lifetime', { expires_in: 0 }, 'expires_in'],
    ['an endless lifetime', { expires_in: 1e15 }, 'expires_in'],
    ['a rate of nothing', { requests_per_minute: 0 }, 'requests_per_minute'],
    ['an unknown field', { scope: 'notes:create' }, 'scope'],
  ])('is rejected with %s', async (_name, json, path) => {
    expect(await create(anyone, json)).toMatchObject({
      status: 400,
      code: 'request.invalid',
      body: { details: [expect.objectContaining({ path })] },
    });
  });

  it('is one of at most 50 of an account, also if many are created at once', async () => {
    const owner = await app.signedIn();
    for (let created = 0; created < 47; created += 1) await create(owner);
    const responses = await Promise.all(Array.from({ length: 6 }, () => create(owner)));
    expect(tally(responses)).toEqual({ 201: 3, 'api_key.too_many': 3 });
  });
});

it('creates notes of its account and remembers its last use', async () => {
  const owner = await app.signedIn();
  const { key } = await keyOf(owner, { scopes: ['notes:create', 'notes:read-own'] });
  expect((await note(key, { label: 'nightly' })).status).toBe(201);
  expect((await app.http.get(at('/note'), bearer(key))).body).toMatchObject([{ label: 'nightly' }]);
  expect(await list(owner)).toMatchObject([{ last_used_at: expect.any(String) }]);
});

it('describes itself', async () => {
  const { key, id } = await keyOf(await app.signedIn());
  const { body } = await app.http.get(at('/api-keys/current'), bearer(key));
  expect(body).toMatchObject({ id, name: 'backup job', scopes: ['notes:create'] });
  expect(body).not.toHaveProperty('key');
});

describe('revoked key', () => {
  it('stops working at once', async () => {
    const owner = await app.signedIn();
    const { key, id } = await keyOf(owner);
    const revoke = () => app.http.delete(at(`/me/api-keys/${id}`), { headers: owner.headers });
    expect((await revoke()).status).toBe(204);
    expect(await note(key)).toMatchObject({ status: 401, code: 'auth.unauthorized' });
    expect(await revoke()).toMatchObject({ status: 404, code: 'api_key.not_found' });
    expect(await list(owner)).toEqual([]);
    expect(await eventsOf(owner)).toContainEqual(['api_key_revoked', id]);
  });

  it('is revoked by its holder, from any network and without a scope for it', async () => {
    const owner = await app.signedIn();
    const { key, id } = await keyOf(owner, { cidrs: ['192.0.2.0/24'] });
    const holder = { ...bearer(key), localAddress: '203.0.113.9' };
    expect((await app.http.delete(at('/api-keys/current'), holder)).status).toBe(204);
    expect((await app.http.delete(at('/api-keys/current'), holder)).status).toBe(401);
    expect(await eventsOf(owner)).toContainEqual(['api_key_revoked', id]);
  });

  it.each(['someone-else', '%00', 'a'.repeat(12)])('is not found under the id %s', async (id) => {
    const { headers } = anyone;
    const response = await app.http.delete(at(`/me/api-keys/${id}`), { headers });
    expect(response).toMatchObject({ status: 404, code: 'api_key.not_found' });
  });
});

describe('networks of a key', () => {
  it.each([
    ['192.0.2.7', 201],
    ['::ffff:192.0.2.7', 201],
    ['2001:db8:0:1::5', 201],
    ['192.0.3.7', 403],
    ['2001:db8:0:2::5', 403],
  ])('%s gets the status %i', async (localAddress, status) => {
    const { key, id } = await keyOf(anyone, { cidrs: ['192.0.2.0/24', '2001:db8:0:1::/64'] });
    const response = await app.http.post(at('/note'), { content: 'x' }, { ...bearer(key), localAddress });
    expect(response.status).toBe(status);
    if (status === 201) return;
    expect(response.code).toBe('api_key.network');
    await expect.poll(() => eventsOf(anyone)).toContainEqual(['api_key_refused', id]);
  });
});

describe('account', () => {
  it('takes its keys along when it is deleted', async () => {
    const owner = await app.signedIn();
    const { key, id } = await keyOf(owner);
    await app.http.delete(at('/me'), { json: { password: PASSWORD }, headers: owner.headers });
    expect((await note(key)).status).toBe(401);
    expect(await app.database.query('SELECT 1 FROM api_key WHERE id = $1', [id])).toEqual([]);
  });

  it('lends nothing to its keys while it is blocked', async () => {
    const owner = await app.signedIn();
    const { key } = await keyOf(owner);
    await app.database.query('UPDATE user_account SET blocked_at = clock_timestamp() WHERE email = $1', [
      owner.email,
    ]);
    expect((await note(key)).status).toBe(401);
  });

  it('gets no key from a session that ended while its change of hands was under way', async () => {
    const owner = await app.signedIn();
    const other = new Client({ connectionString: app.database.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('UPDATE user_account SET epoch = epoch + 1 WHERE email = $1', [owner.email]);
    const response = create(owner);
    await expect.poll(() => app.database.query('SELECT 1 FROM pg_locks WHERE NOT granted')).toHaveLength(1);
    await other.query(
      `UPDATE session SET ended_at = clock_timestamp() WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`,
      [owner.email],
    );
    await other.query('COMMIT');
    await other.end();
    expect(await response).toMatchObject({ status: 401, code: 'auth.unauthorized' });
  });
});
