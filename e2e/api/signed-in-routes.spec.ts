import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, bearer, signedIn, type SignedIn } from '../support/accounts.js';
import { useCore } from '../support/world.js';

const secured = z.object({ security: z.array(z.object({ bearer: z.array(z.string()) })) });
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

describe('every route that the document says needs a session', () => {
  const world = useCore();
  const http = () => world().core.http;
  let routes: { method: string; path: string }[];
  let owner: SignedIn;

  beforeAll(async () => {
    owner = await signedIn(world());
    const { paths } = document.parse((await http().get('/api/docs-json')).body);
    routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, operation]) => secured.safeParse(operation).success)
        .map(([method]) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'anything') })),
    );
  });

  const statuses = (headers: Record<string, string>) =>
    Promise.all(
      routes.map(async ({ method, path }) => {
        const { status, body } = await http().send(method, path, { json: {}, headers });
        return [method, path, status, Object(body).message];
      }),
    );
  const refusedEverywhere = () => routes.map(({ method, path }) => [method, path, 401, 'unauthorized']);

  it('is one of a known number', () => {
    expect(routes.length).toBeGreaterThanOrEqual(8);
  });

  it('answers 401 without a token, before it looks at anything else', async () => {
    expect(await statuses({})).toEqual(refusedEverywhere());
  });

  it('answers 401 to a token that is none', async () => {
    expect(await statuses({ authorization: 'Bearer nonsense' })).toEqual(refusedEverywhere());
  });

  it('answers 401 to the token of a session that is over', async () => {
    const { headers } = await signedIn(world());
    await http().post(at('/auth/logout'), {}, { headers });
    expect(await statuses(headers)).toEqual(refusedEverywhere());
  });

  it('answers 401 to the token of an account that is gone', async () => {
    const { headers, password } = await signedIn(world());
    await http().send('DELETE', at('/me'), { json: { password }, headers });
    expect(await statuses(headers)).toEqual(refusedEverywhere());
  });

  it('lets its user in', async () => {
    expect((await http().get(at('/me'), bearer(owner.accessToken))).status).toBe(200);
  });
});
