import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, type SignedIn } from '../../testing/test-actions.js';
import { API_KEY_SCOPES, type ApiKeyScope } from '../api-keys/api-key.js';

const app = await createTestApp();
afterAll(() => app.close());

/** Each route that takes a token: the scope that a key needs; null if it accepts no key; `itself` if it takes any. */
const ROUTES: Record<string, ApiKeyScope | 'itself' | null> = {
  'DELETE /api/v1/api-keys/current': 'itself',
  'DELETE /api/v1/auth/sessions/{id}': null,
  'DELETE /api/v1/me': null,
  'DELETE /api/v1/me/api-keys/{id}': null,
  'DELETE /api/v1/me/identities/{provider}': null,
  'DELETE /api/v1/me/webhooks/{id}': 'webhooks:manage',
  'DELETE /api/v1/note/{slug}': 'notes:manage',
  'GET /api/v1/api-keys/current': 'itself',
  'GET /api/v1/auth/sessions': null,
  'GET /api/v1/me': null,
  'GET /api/v1/me/activity': null,
  'GET /api/v1/me/api-keys': null,
  'GET /api/v1/me/identities': null,
  'GET /api/v1/me/notices': null,
  'GET /api/v1/me/webhooks': 'webhooks:manage',
  'GET /api/v1/me/webhooks/{id}': 'webhooks:manage',
  'GET /api/v1/me/webhooks/{id}/deliveries': 'webhooks:manage',
  'GET /api/v1/note': 'notes:read-own',
  'GET /api/v1/note/read': 'notes:read-own',
  'GET /api/v1/note/unread': 'notes:read-own',
  'PATCH /api/v1/me/notices': null,
  'PATCH /api/v1/me/webhooks/{id}': 'webhooks:manage',
  'PATCH /api/v1/note/{slug}': 'notes:manage',
  'PATCH /api/v1/note/{slug}/expires': 'notes:manage',
  'PATCH /api/v1/note/{slug}/password': 'notes:manage',
  'POST /api/v1/auth/change-email': null,
  'POST /api/v1/auth/change-password': null,
  'POST /api/v1/auth/logout': null,
  'POST /api/v1/auth/logout/all': null,
  'POST /api/v1/me/api-keys': null,
  'POST /api/v1/me/webhooks': 'webhooks:manage',
  'POST /api/v1/me/webhooks/{id}/deliveries/{delivery}/replay': 'webhooks:manage',
  'POST /api/v1/me/webhooks/{id}/secret': 'webhooks:manage',
  'POST /api/v1/me/webhooks/{id}/test': 'webhooks:manage',
  'POST /api/v1/note': 'notes:create',
};

/** Bodies that let a request reach the note. */
const BODIES = new Map<string, object>([
  ['PATCH /api/v1/note/{slug}', { content: 'changed' }],
  ['PATCH /api/v1/note/{slug}/expires', { expires_in: 3_600 }],
  ['PATCH /api/v1/note/{slug}/password', { password: 'another one' }],
  ['POST /api/v1/note', { content: 'new' }],
  ['PATCH /api/v1/me/webhooks/{id}', { enabled: false }],
  ['POST /api/v1/me/webhooks', { url: 'https://hooks.example.com/', events: ['note.read'] }],
]);

/** Changes of credentials, which no scope ever allows. */
const CREDENTIALS = /\/(auth|me)(\/(?!webhooks)|$)/;

const operation = z.object({
  security: z.array(z.record(z.string(), z.array(z.string()))),
  'x-api-key-scope': z.string().nullable().default(null),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });
const { paths } = document.parse((await app.http.get('/api/docs-json')).body);
const documented = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, { security }]) => security.length > 0)
    .map(([method, { 'x-api-key-scope': scope }]) => [`${method.toUpperCase()} ${path}`, scope] as const),
);

async function newKey({ headers }: SignedIn, scopes: readonly ApiKeyScope[], json: object = {}) {
  const { body } = await app.http.post(at('/me/api-keys'), { name: 'k', scopes, ...json }, { headers });
  return z.object({ id: z.string(), key: z.string() }).parse(body);
}

const owner = await app.signedIn();
const other = await app.signedIn();
const { slug } = await app.createNote({}, { headers: owner.headers });
const draft = BODIES.get('POST /api/v1/me/webhooks');
const { body: webhook } = await app.http.post(at('/me/webhooks'), draft, { headers: owner.headers });
const { id: webhookId } = z.object({ id: z.string() }).parse(webhook);

const keyOf = new Map<ApiKeyScope, string>();
const keyWithout = new Map<ApiKeyScope | null, string>([[null, (await newKey(owner, API_KEY_SCOPES)).key]]);
for (const scope of API_KEY_SCOPES) {
  keyOf.set(scope, (await newKey(owner, [scope])).key);
  const others = API_KEY_SCOPES.filter((one) => one !== scope);
  keyWithout.set(scope, (await newKey(owner, others)).key);
}
const ofOther = await newKey(other, API_KEY_SCOPES);
const expired = await newKey(owner, API_KEY_SCOPES);
await app.database.query('UPDATE api_key SET expires_at = clock_timestamp() WHERE id = $1', [expired.id]);
const revoked = await newKey(owner, API_KEY_SCOPES);
await app.http.delete(at('/api-keys/current'), bearer(revoked.key));
const bound = await newKey(owner, API_KEY_SCOPES, { cidrs: ['198.51.100.0/24'] });

function call(name: string, key: string, localAddress = '192.0.2.7') {
  const [method = '', path = ''] = name.split(' ');
  const options = { ...bearer(key), localAddress, json: BODIES.get(name) ?? {} };
  return app.http.send(method, path.replace('{slug}', slug).replace(/\{\w+\}/g, 'any'), options);
}

it('classifies every route that takes a token, as the API document does', () => {
  const classified = Object.entries(ROUTES).map(([name, scope]) => [name, scope === 'itself' ? null : scope]);
  expect(documented.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(classified);
});

it('accepts no key where credentials or the account itself change', () => {
  const open = Object.entries(ROUTES).filter(([name, scope]) => CREDENTIALS.test(name) && scope !== null);
  expect(open).toEqual([]);
});

it.each(Object.entries(ROUTES).filter(([, scope]) => scope === 'itself'))(
  '%s accepts any key',
  async (name) => {
    const [method = '', path = ''] = name.split(' ');
    const { key } = await newKey(owner, ['webhooks:manage']);
    expect([200, 204]).toContain((await app.http.send(method, path, bearer(key))).status);
    expect((await app.http.send(method, path, { headers: owner.headers })).status).toBe(401);
  },
);

const scoped = Object.entries(ROUTES).flatMap(([name, scope]) =>
  scope === 'itself' ? [] : [[name, scope] as const],
);

const withScope = scoped.flatMap(([name, scope]) => (scope === null ? [] : [[name, scope] as const]));

it.each(withScope)('%s accepts a key with the scope %s alone', async (name, scope) => {
  const response = await call(name, keyOf.get(scope) ?? '');
  // An earlier row of the table may have deleted the note.
  expect([200, 201, 204, 400, 404]).toContain(response.status);
  expect(response.code ?? 'request.invalid').toMatch(/not_found$|^request.invalid$/);
});

describe.each(scoped)('%s', (name, scope) => {
  it('rejects a key without its scope', async () => {
    const response = await call(name, keyWithout.get(scope) ?? '');
    expect(response).toMatchObject({ status: 403, code: 'api_key.scope' });
  });

  it('shows and changes nothing of another account', async () => {
    const { slug: hidden } = await app.createNote({ label: 'only mine' }, { headers: owner.headers });
    const [method = '', path = ''] = name.split(' ');
    const options = { ...bearer(ofOther.key), json: BODIES.get(name) ?? {} };
    const response = await app.http.send(
      method,
      path.replace('{slug}', hidden).replace('{id}', webhookId),
      options,
    );
    const isFound = !/\{slug\}|webhooks\/\{id\}/.test(path);
    const codes =
      scope === null ? ['api_key.scope'] : isFound ? [undefined] : ['note.not_found', 'webhook.not_found'];
    expect(codes).toContain(response.code);
    expect(response.text).not.toContain('only mine');
    expect((await app.meta({ slug: hidden })).status).toBe(200);
  });

  it('rejects a key that expired, was revoked or changed, or comes from another network', async () => {
    const unauthorized = { status: 401, code: 'auth.unauthorized' };
    expect(await call(name, expired.key)).toMatchObject(unauthorized);
    expect(await call(name, revoked.key)).toMatchObject(unauthorized);
    expect(await call(name, `${bound.key.slice(0, -1)}.`)).toMatchObject(unauthorized);
    expect(await call(name, bound.key)).toMatchObject({ status: 403, code: 'api_key.network' });
  });
});
