import { describe, expect, it } from 'vitest';
import { ApiError, createNotesClient, NetworkError, randomKey } from './index.js';
import {
  respond,
  cutResponse,
  cutConnection,
  neverRespond,
  scriptedServer,
} from './testing/scripted-server.js';

const created = { slug: 'abc', receipt: 'r'.repeat(43) };
const createdAt = '2026-11-20T20:00:00.000Z';
const opened = {
  slug: 'a',
  content: 'c',
  keep_before_expiration: false,
  has_password: true,
  created_at: createdAt,
};

describe('createNotesClient', () => {
  it('creates a note', async () => {
    await using server = await scriptedServer(respond(201, created));
    const note = {
      content: 'onasty1.…',
      password: 'proof',
      linkProof: 'link',
      label: 'bank',
      reusable: true,
    };
    expect(await createNotesClient(server).create({ ...note, expiresIn: 3_600 })).toEqual(created);
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/api/v1/note', headers: { 'content-type': 'application/json' } },
    ]);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      content: 'onasty1.…',
      password: 'proof',
      link_proof: 'link',
      label: 'bank',
      keep_before_expiration: true,
      expires_in: 3_600,
    });
    expect(server.received[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it.each([
    [undefined, {}],
    [null, { expires_at: null }],
    [new Date(createdAt), { expires_at: createdAt }],
  ])('sends the expiry %j only if it is given, and returns that of the server', async (expiresAt, sent) => {
    await using server = await scriptedServer(respond(201, { ...created, expires_at: createdAt }));
    const note = await createNotesClient(server).create({ content: 'c', expiresAt });
    expect(note).toEqual({ ...created, expiresAt: new Date(createdAt) });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ content: 'c', ...sent });
  });

  it('repeats a create with the same key after a lost response', async () => {
    await using server = await scriptedServer(cutConnection, respond(201, created));
    const client = createNotesClient(server);
    const idempotencyKey = randomKey();
    await expect(client.create({ content: 'c' }, { idempotencyKey })).rejects.toBeInstanceOf(NetworkError);
    expect(await client.create({ content: 'c' }, { idempotencyKey })).toEqual(created);
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([idempotencyKey, idempotencyKey]);
    expect(server.received[1]?.body).toBe(server.received[0]?.body);
  });

  it('reads and acknowledges with the read key', async () => {
    await using server = await scriptedServer(respond(200, opened), respond(204));
    const client = createNotesClient(server);
    expect(await client.read('a', { password: 'proof', linkProof: 'link', readKey: 'key' })).toEqual(opened);
    await client.acknowledge('a', 'key');
    const headers = { 'idempotency-key': 'key' };
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/note/a/view',
        headers,
        body: '{"password":"proof","link_proof":"link"}',
      },
      { method: 'POST', path: '/api/v1/note/a/ack', headers, body: '' },
    ]);
  });

  it('gets a note, its receipt and the instance, and deletes a note', async () => {
    const meta = { created_at: createdAt, has_password: false, sealed: true, keep_before_expiration: false };
    const instance = {
      note_max_bytes: 1_048_576,
      note_default_ttl_seconds: 2_592_000,
      note_slug_min_length: 6,
      read_lease_seconds: 60,
    };
    const state = { state: 'unread' };
    const states = [{ slug: 'a', state: 'unread' }];
    await using server = await scriptedServer(
      ...[meta, state, states, instance].map((body) => respond(200, body)),
      respond(204),
    );
    const client = createNotesClient({ baseUrl: `${server.baseUrl}/` });
    expect(await client.meta('a')).toEqual(meta);
    expect(await client.receipt('a', 'receipt')).toEqual(state);
    expect(await client.receipts([{ slug: 'a', receipt: 'receipt' }])).toEqual(states);
    expect(await client.instance()).toEqual(instance);
    await client.remove('a', 'receipt');
    expect(server.received).toMatchObject([
      { method: 'GET', path: '/api/v1/note/a/meta' },
      { method: 'GET', path: '/api/v1/note/a/receipt', headers: { 'x-receipt': 'receipt' } },
      {
        method: 'POST',
        path: '/api/v1/note/receipts/status',
        body: '{"receipts":[{"slug":"a","receipt":"receipt"}]}',
      },
      { method: 'GET', path: '/api/v1/instance' },
      { method: 'DELETE', path: '/api/v1/note/a', headers: { 'x-receipt': 'receipt' } },
    ]);
  });

  it('escapes a slug in the path', async () => {
    await using server = await scriptedServer(respond(404));
    await expect(createNotesClient(server).meta('../x?y#z')).rejects.toBeInstanceOf(ApiError);
    expect(server.received).toMatchObject([{ path: '/api/v1/note/..%2Fx%3Fy%23z/meta' }]);
  });

  it('returns the error details of the server', async () => {
    const body = { message: 'note: not found', code: 'note.wrong_password', request_id: 'r1', tries_left: 9 };
    await using server = await scriptedServer(respond(404, body), respond(429, {}, { 'retry-after': '12' }));
    const client = createNotesClient(server);
    const read = () => client.read('a', { readKey: 'key' });
    const { message, code } = body;
    await expect(read()).rejects.toMatchObject({
      status: 404,
      message,
      code,
      requestId: 'r1',
      details: body,
    });
    await expect(read()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 12 });
  });

  it('derives the code from the status if a proxy responded', async () => {
    const headers = { 'x-request-id': 'r2' };
    await using server = await scriptedServer(
      respond(502, '<h1>Bad gateway</h1>', headers),
      respond(503, '[]'),
    );
    const client = createNotesClient(server);
    await expect(client.meta('a')).rejects.toMatchObject({ code: 'http.502', requestId: 'r2', details: {} });
    await expect(client.meta('a')).rejects.toMatchObject({ code: 'http.503', requestId: null });
  });

  it.each([
    ['a cut connection', cutConnection],
    ['a truncated response', cutResponse],
    ['a page instead of JSON', respond(200, '<h1>Welcome to our hotel</h1>')],
    ['an empty response', respond(200)],
    ['a response of another shape', respond(200, { slug: 'a' })],
    ['a timeout', neverRespond],
  ])('reports %s as a network failure', async (_, step) => {
    await using server = await scriptedServer(step);
    const client = createNotesClient({ ...server, timeoutMs: 300 });
    await expect(client.meta('a')).rejects.toMatchObject({ name: 'NetworkError', code: 'network.failed' });
  });

  it('stops when its caller aborts, with the reason of the caller', async () => {
    const givingUp = new AbortController();
    const reason = new Error('page left');
    await using server = await scriptedServer(() => givingUp.abort(reason));
    const client = createNotesClient(server);
    const { signal } = givingUp;
    await expect(client.create({ content: 'c' }, { signal })).rejects.toBe(reason);
    await expect(client.read('a', { readKey: 'key', signal })).rejects.toBe(reason);
    expect(server.received).toHaveLength(1);
  });
});

describe('randomKey', () => {
  it('returns 256 bits in canonical base64url, different each time', () => {
    const keys = Array.from({ length: 500 }, randomKey);
    for (const key of keys) expect(Buffer.from(key, 'base64url').toString('base64url')).toBe(key);
    for (const key of keys) expect(key).toHaveLength(43);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
