import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer } from '../../testing/test-actions.js';
import { TEST_KEY } from '../../testing/test-environment.js';

const app = await createTestApp();
afterAll(() => app.close());

const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid: 'test' };
const signingKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), TEST_KEY]),
  format: 'der',
  type: 'pkcs8',
});
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const forge = (header: object, payload: object) => {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), signingKey).toString('base64url')}`;
};
const without = (payload: object, name: string) =>
  Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name));
const statusOf = async (token: string) => (await app.http.get(at('/me'), bearer(token))).status;

const { accessToken } = await app.signedIn();
const [head = '', body = '', signature = ''] = accessToken.split('.');
const payload = JSON.parse(Buffer.from(body, 'base64url').toString());

it('access tokens verify with the published keys, which contain no private key', async () => {
  const response = await app.http.get('/api/.well-known/jwks.json');
  const verified = await jwtVerify(accessToken, createLocalJWKSet(Object(response.body)));
  expect(verified.protectedHeader).toMatchObject(HEADER);
  expect(Number(verified.payload.exp) - Number(verified.payload.iat)).toBe(900);
  expect(response.text).not.toContain('"d"');
});

it('access tokens signed with the key of the ring are accepted', async () => {
  expect(await statusOf(forge(HEADER, payload))).toBe(200);
});

it.each(
  Object.entries({
    'no algorithm': `${encode({ ...HEADER, alg: 'none' })}.${body}.`,
    'a symmetric algorithm': forge({ ...HEADER, alg: 'HS256' }, payload),
    'another type': forge({ ...HEADER, typ: 'JWT' }, payload),
    'no type': forge(without(HEADER, 'typ'), payload),
    'an unknown key': forge({ ...HEADER, kid: 'other' }, payload),
    'a path as its key': forge({ ...HEADER, kid: '../../dev/null' }, payload),
    'no key': forge(without(HEADER, 'kid'), payload),
    'an embedded key': forge(
      { ...HEADER, kid: 'x', jwk: { kty: 'OKP' }, jku: 'http://127.0.0.1/jwks' },
      payload,
    ),
    'another audience': forge(HEADER, { ...payload, aud: 'other' }),
    'another issuer': forge(HEADER, { ...payload, iss: 'https://evil.example' }),
    'no expiry': forge(HEADER, without(payload, 'exp')),
    'no issue time': forge(HEADER, without(payload, 'iat')),
    'a past expiry': forge(HEADER, { ...payload, exp: payload.iat - 60 }),
    'no user': forge(HEADER, without(payload, 'sub')),
    'another user': forge(HEADER, { ...payload, sub: randomUUID() }),
    'another session': forge(HEADER, { ...payload, sid: randomUUID() }),
    'a malformed session': forge(HEADER, { ...payload, sid: "' OR 1=1" }),
    'a changed payload': `${head}.${encode({ ...payload, sub: randomUUID() })}.${signature}`,
    'a changed signature': `${head}.${body}.${signature.slice(0, -4)}AAAA`,
    'no content': '',
    'a malformed form': 'abc',
  }),
)('access tokens with %s are rejected', async (_what, token) => {
  expect(await statusOf(token)).toBe(401);
});

it.each([
  ['Basic', `Basic ${accessToken}`],
  ['no scheme', accessToken],
  ['extra words', `Bearer  ${accessToken} x`],
])('an Authorization header with %s is rejected', async (_what, authorization) => {
  expect(await app.http.get(at('/me'), { headers: { authorization } })).toMatchObject({
    status: 401,
    code: 'auth.unauthorized',
  });
});
