import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const secured = z.object({ security: z.array(z.object({ bearer: z.array(z.string()) })).min(1) });
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const { paths } = document.parse((await app.http.get('/api/docs-json')).body);
const routes = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, operation]) => secured.safeParse(operation).success)
    .map(([method]) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'anything') })),
);
const responses = (headers: Record<string, string>) =>
  Promise.all(
    routes.map(async ({ method, path }) => {
      const { status, code } = await app.http.send(method, path, { json: {}, headers });
      return [method, path, status, code];
    }),
  );
const allRejected = routes.map(({ method, path }) => [method, path, 401, 'auth.unauthorized']);

describe('every route that the API document marks as secured', () => {
  it('is covered by this spec', () => {
    expect(routes.length).toBeGreaterThanOrEqual(8);
  });

  it('rejects a request without a token before it validates anything else', async () => {
    expect(await responses({})).toEqual(allRejected);
  });

  it('rejects a malformed token', async () => {
    expect(await responses({ authorization: 'Bearer nonsense' })).toEqual(allRejected);
  });

  it('rejects the token of an ended session', async () => {
    const { headers } = await app.signedIn();
    await app.http.post(at('/auth/logout'), {}, { headers });
    expect(await responses(headers)).toEqual(allRejected);
  });

  it('rejects the token of a deleted account', async () => {
    const { headers, password } = await app.signedIn();
    await app.http.delete(at('/me'), { json: { password }, headers });
    expect(await responses(headers)).toEqual(allRejected);
  });

  it('accepts the token of a live session', async () => {
    const { headers } = await app.signedIn();
    expect((await app.http.get(at('/me'), { headers })).status).toBe(200);
  });
});
