import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { operationsOf, readOpenApi, type Operation } from '../../testing/openapi/openapi.js';
import { at, randomKey, type SignedIn } from '../../testing/test-actions.js';

const app = await createTestApp();
const session: SignedIn = await app.signedIn();
afterAll(() => app.close());

const operations = operationsOf(readOpenApi((await app.http.get('/api/docs-json')).body));
const named = operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
/** Other sites link to the first of these routes, and the provider writes the query of the callback. */
const withKnownQuery = named.filter(([name]) => !/^GET .*\/oauth\//.test(name));
/** A GET has no body. */
const withBody = named.filter(([name]) => !name.startsWith('GET'));

const pathOf = ({ path }: Operation) => path.replaceAll(/\{\w+\}/g, randomKey());
const send = (operation: Operation, query: string, json?: object) =>
  app.http.send(operation.method, pathOf(operation) + query, { headers: session.headers, json });
const rejectionOf = (path: string, hint = '') => ({
  status: 400,
  body: { code: 'request.invalid', details: [{ path, message: expect.stringContaining(hint) }] },
});
const create = (fields: object, headers = {}) =>
  app.http.post(at('/note'), { content: 'x', ...fields }, { headers });

describe('an unknown field', () => {
  it.each(withKnownQuery)('of the query is rejected by %s', async (_name, operation) => {
    expect(await send(operation, '?unknown_field=1')).toMatchObject(rejectionOf('unknown_field'));
  });

  it.each(withBody)('of the body is rejected by %s', async (_name, operation) => {
    expect(await send(operation, '', { unknown_field: 1 })).toMatchObject(rejectionOf('unknown_field'));
  });

  it('is named with the field that was meant, or with all known ones', async () => {
    const fields = { pasword: 'y', expiresAt: '2999-01-01T00:00:00Z', max_views: 3 };
    expect((await create(fields)).body).toMatchObject({
      message: 'invalid request',
      details: [
        { path: 'pasword', message: 'unknown field, did you mean "password"?' },
        { path: 'expiresAt', message: 'unknown field, did you mean "expires_at"?' },
        { path: 'max_views', message: expect.stringContaining('keep_before_expiration') },
      ],
    });
  });

  it('of the prototype is rejected like any other', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '']) {
      const body = `{"content":"x",${JSON.stringify(name)}:{"slug":"polluted"}}`;
      expect(await app.http.send('POST', at('/note'), { body, headers })).toMatchObject(rejectionOf(name));
    }
  });

  it('is reported in a small response', async () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field_${index}`, 1]));
    for (const large of [fields, { ['x'.repeat(500_000)]: 1 }]) {
      const { status, text } = await create(large);
      expect([status, text.length < 3_000]).toEqual([400, true]);
    }
  });

  it('of a list is named with its query', async () => {
    expect(await app.http.get(at('/note?limits=5'), session)).toMatchObject(rejectionOf('limits', '"limit"'));
  });

  it('does not precede the check of the session', async () => {
    expect((await app.http.get(at('/me?unknown_field=1'))).status).toBe(401);
  });
});

describe('a misspelt header', () => {
  it.each([
    ['idempotency_key', 'idempotency-key'],
    ['idempotencykey', 'idempotency-key'],
    ['x-idempotency-key', 'idempotency-key'],
    ['x-reciept', 'x-receipt'],
    ['x-recipt', 'x-receipt'],
    ['authorisation', 'authorization'],
  ])('%s is rejected for %s', async (name, meant) => {
    expect(await create({}, { [name]: 'x' })).toMatchObject(rejectionOf(name, meant));
  });

  it.each(['x-authorization', 'x-forwarded-for', 'x-request-id'])('is not %s', async (name) => {
    expect((await create({}, { [name]: '198.51.100.1' })).status).toBe(201);
  });
});
