import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/create-test-app.js';
import { at, bearer, PASSWORD, type SignedIn } from '../testing/test-actions.js';
import { WebhookDeliverer } from './deliveries/deliverer.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';
import { WEBHOOK_TOPICS } from './webhook.js';

const app = await createTestApp({
  environment: { WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' },
});
const receiver = await WebhookReceiver.start();
afterAll(async () => {
  await app.close();
  receiver.close();
});

const createdSchema = z.object({ id: z.string(), secret: z.string(), public_key: z.string() });
const deliveriesSchema = z.array(
  z.looseObject({
    id: z.string(),
    event_id: z.string(),
    type: z.string(),
    state: z.string(),
    attempts: z.number(),
  }),
);

let owner: SignedIn;
let path: string;
let count = 0;
beforeEach(async () => {
  owner = await app.signedIn();
  path = `/${(count += 1)}`;
  receiver.status = 204;
});

const hooks = at('/me/webhooks');
const post = (url: string, json?: object) => app.http.post(url, json, { headers: owner.headers });
const create = (json: object = {}) =>
  post(hooks, { url: `${receiver.url}${path}`, events: WEBHOOK_TOPICS, ...json });
const webhook = async (json?: object) => createdSchema.parse((await create(json)).body);
const note = (json: object = {}) => app.createNote(json, { headers: owner.headers });
const deliver = () => app.nest.get(WebhookDeliverer).deliver();
const received = () => receiver.received.filter((one) => one.path === path);
const deliveries = async (id: string) => {
  const { body } = await app.http.get(`${hooks}/${id}/deliveries`, { headers: owner.headers });
  return deliveriesSchema.parse(body);
};
const makeDue = (id: string) =>
  app.database.query(
    `UPDATE webhook_delivery SET next_at = clock_timestamp() WHERE webhook_id = $1 AND next_at IS NOT NULL`,
    [id],
  );

describe('delivery', () => {
  it('is verified by the library of Standard Webhooks, also during a rotation', async () => {
    const { id, secret } = await webhook({ events: ['note.created'] });
    const rotation = createdSchema.parse((await post(`${hooks}/${id}/secret`)).body);
    expect(rotation.secret).not.toBe(secret);
    await note();
    await expect.poll(received).toHaveLength(1);
    const [{ headers, text } = { headers: {}, text: '' }] = received();
    const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    for (const one of [secret, rotation.secret]) expect(new Webhook(one).verify(text, signed)).toBeDefined();
    expect(signed['webhook-signature']).toMatch(/^v1,\S+ v1a,\S+ v1,\S+ v1a,\S+$/);
    expect(signed['content-type']).toBe('application/json');
  });

  it('is repeated under the same id until the endpoint accepts it', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    receiver.status = 503;
    await note();
    await expect.poll(received).toHaveLength(1);
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'due', status: 503, error: 'status' }]);
    receiver.status = 200;
    await makeDue(id);
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'delivered', status: 200, attempts: 2 }]);
    expect(new Set(received().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is dead after eight attempts, and can be replayed', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    receiver.status = 500;
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'due', attempts: 1, error: 'status' }]);
    await app.database.query('UPDATE webhook_delivery SET attempts = 7 WHERE webhook_id = $1', [id]);
    await makeDue(id);
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'dead', attempts: 8, status: 500 }]);
    const [dead] = await deliveries(id);
    receiver.status = 204;
    const replay = () => post(`${hooks}/${id}/deliveries/${dead?.id}/replay`);
    expect(await replay()).toMatchObject({ status: 201, body: { state: 'due', event_id: dead?.event_id } });
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(await post(`${hooks}/${id}/deliveries/nonsense/replay`)).toMatchObject({
      status: 404,
      code: 'webhook.delivery_not_found',
    });
  });

  it('follows no redirect', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    receiver.status = 302;
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'due', status: 302, error: 'redirect' }]);
    expect(receiver.types('/elsewhere')).toEqual([]);
  });

  it('stops when the endpoint is gone, until its owner enables it again', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    receiver.status = 410;
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'dead', status: 410 }]);
    const get = async () => (await app.http.get(`${hooks}/${id}`, { headers: owner.headers })).body;
    await expect.poll(get).toMatchObject({ enabled: false });
    await note();
    expect(await deliveries(id)).toHaveLength(1);
    await app.http.patch(`${hooks}/${id}`, { enabled: true }, { headers: owner.headers });
    receiver.status = 204;
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'delivered' }, { state: 'dead' }]);
  });

  it('waits while the circuit of its endpoint is open, and counts no attempt then', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    receiver.status = 500;
    for (let failures = 0; failures < 5; failures += 1) await note();
    await expect
      .poll(async () => (await deliveries(id)).filter((one) => one['error'] === 'status'))
      .toHaveLength(5);
    const before = received().length;
    await note();
    await deliver();
    await expect
      .poll(async () => (await deliveries(id))[0])
      .toMatchObject({ state: 'due', attempts: 0, next_attempt_at: expect.any(String) });
    expect(received()).toHaveLength(before);
    const dead = async () => (await app.metrics()).value('onasty_webhook_attempts_total{outcome="dead"}');
    const deadBefore = await dead();
    await app.database.query(
      `UPDATE webhook_delivery SET created_at = now() - interval '25 hours' WHERE webhook_id = $1 AND attempts = 0`,
      [id],
    );
    await makeDue(id);
    await deliver();
    await expect.poll(dead).toBe(Number(deadBefore) + 1);
  });

  it('is rejected for an address that is not public, whatever allowed it earlier', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    await app.database.query(`UPDATE webhook SET url = 'http://169.254.169.254/latest' WHERE id = $1`, [id]);
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'due', error: 'refused' }]);
  });

  it('is one of the last 100 of its endpoint', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    await app.database.query(
      `INSERT INTO webhook_delivery (id, webhook_id, event_id, type, payload, created_at, closed_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'note.read', '{}', now() - interval '1 day', now()
         FROM generate_series(1, 120)`,
      [id],
    );
    await note();
    const stored = async () =>
      (await app.database.query('SELECT 1 FROM webhook_delivery WHERE webhook_id = $1', [id])).length;
    await expect.poll(stored).toBe(100);
  });
});

describe('webhook', () => {
  it('shows its secret once, and stores it encrypted', async () => {
    const { status, body } = await create({ description: 'billing' });
    const { id, secret } = createdSchema.parse(body);
    expect([status, secret]).toEqual([201, expect.stringMatching(/^whsec_/)]);
    const list = await app.http.get(hooks, { headers: owner.headers });
    expect(list.body).toMatchObject([{ id, description: 'billing', enabled: true, events: WEBHOOK_TOPICS }]);
    expect(list.text).not.toContain(secret);
    const [row] = await app.database.query('SELECT * FROM webhook WHERE id = $1', [id]);
    const stored = Object.values(row ?? {}).map((value) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
    );
    expect(stored.join()).not.toContain(secret.replace('whsec_', ''));
  });

  it('needs a new secret once the key that encrypts it is lost', async () => {
    const { id } = await webhook({ events: ['note.created'] });
    await app.database.query(`UPDATE webhook SET key_fingerprint = '\\x00' WHERE id = $1`, [id]);
    await note();
    await expect.poll(() => deliveries(id)).toMatchObject([{ state: 'due', error: 'secret' }]);
    expect((await app.http.get(`${hooks}/${id}`, { headers: owner.headers })).body).not.toHaveProperty(
      'public_key',
    );
    const { secret } = createdSchema.parse((await post(`${hooks}/${id}/secret`)).body);
    await makeDue(id);
    await expect.poll(received).toHaveLength(1);
    const [{ headers, text } = { headers: {}, text: '' }] = received();
    const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(new Webhook(secret).verify(text, signed)).toBeDefined();
  });

  it('sends a test event', async () => {
    const { id } = await webhook({ events: ['note.locked'] });
    expect(await post(`${hooks}/${id}/test`)).toMatchObject({ status: 201, body: { type: 'webhook.test' } });
    await expect.poll(() => received().map(({ event }) => event.type)).toEqual(['webhook.test']);
  });

  it.each([
    ['a URL that is none', { url: 'receiver' }, 'webhook.url'],
    ['a private address', { url: 'https://10.0.0.1/' }, 'webhook.url'],
    ['no event', { events: [] }, 'request.invalid'],
    ['an unknown event', { events: ['note.stolen'] }, 'request.invalid'],
  ])('is rejected with %s', async (_name, json, code) => {
    expect(await create(json)).toMatchObject({ status: 400, code });
    const { id } = await webhook();
    const change = await app.http.patch(`${hooks}/${id}`, json, { headers: owner.headers });
    expect(change).toMatchObject({ status: 400, code });
  });

  it('is one of at most ten of an account', async () => {
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => create({ events: ['note.locked'] })),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(responses.find(({ status }) => status !== 201)?.code).toBe('webhook.too_many');
  });

  it('is not found by another account, nor once it is deleted', async () => {
    const { id } = await webhook({ events: ['note.locked'] });
    const other = await app.signedIn();
    const calls = (headers: SignedIn['headers']) =>
      Promise.all([
        app.http.get(`${hooks}/${id}`, { headers }),
        app.http.patch(`${hooks}/${id}`, { enabled: false }, { headers }),
        app.http.get(`${hooks}/${id}/deliveries`, { headers }),
        app.http.send('POST', `${hooks}/${id}/secret`, { headers }),
        app.http.send('POST', `${hooks}/${id}/test`, { headers }),
        app.http.delete(`${hooks}/${id}`, { headers }),
      ]);
    for (const response of await calls(other.headers)) {
      expect(response).toMatchObject({ status: 404, code: 'webhook.not_found' });
    }
    expect((await app.http.delete(`${hooks}/${id}`, { headers: owner.headers })).status).toBe(204);
    for (const response of await calls(owner.headers)) expect(response.status).toBe(404);
  });

  it('can be managed with an API key of its scope, and ends with a change of the password', async () => {
    const draft = { name: 'k', scopes: ['webhooks:manage'] };
    const { key } = z.object({ key: z.string() }).parse((await post(at('/me/api-keys'), draft)).body);
    const response = await app.http.post(hooks, { url: receiver.url, events: ['note.read'] }, bearer(key));
    expect(response.status).toBe(201);
    const change = { current_password: PASSWORD, new_password: 'quite another one 19' };
    expect((await post(at('/auth/change-password'), change)).status).toBe(200);
    expect((await app.http.get(hooks, { headers: owner.headers })).body).toEqual([]);
  });
});
