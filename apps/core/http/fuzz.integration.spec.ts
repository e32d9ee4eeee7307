import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/create-test-app.js';
import type { TestResponse } from '../testing/http-client.js';
import { requestsOf, type FuzzedRequest, type Known } from '../testing/openapi/openapi-requests.js';
import {
  operationsOf,
  readOpenApi,
  type OpenApiDocument,
  type Operation,
} from '../testing/openapi/openapi.js';
import { inHours, randomKey, tokensOf } from '../testing/test-actions.js';

const REQUESTS = 2_000;
/** Not every seed leads to all the rare outcomes that the last test expects. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '4096' } });
// A client without a socket would normalise the URLs.
const server = await app.listen();
afterAll(() => app.close());

const created = z.object({ slug: z.string(), receipt: z.string() });

describe(`fuzzing the OpenAPI document with ${REQUESTS} requests, FUZZ_SEED=${SEED}`, () => {
  const known: Known = {
    slugs: [],
    ownSlugs: [],
    keys: Array.from({ length: 5 }, randomKey),
    receipts: [],
    accessTokens: [],
  };
  let document: OpenApiDocument;
  let operations: Operation[];
  let author: string;
  const ajv = new Ajv2020({
    strict: false,
    formats: {
      uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
    },
  });

  const validators = new Map<string, ValidateFunction>();
  const validatorOf = ($ref: string) => {
    const validate = validators.get($ref) ?? ajv.compile({ $ref });
    validators.set($ref, validate);
    return validate;
  };

  beforeAll(async () => {
    document = readOpenApi((await app.http.get('/api/docs-json')).body);
    operations = operationsOf(document);
    ajv.addSchema(document, 'openapi');
    const { email, accessToken, headers } = await app.signedIn();
    author = email;
    known.accessTokens.push(accessToken);
    const reusable = { keep_before_expiration: true, expires_at: inHours(1) };
    for (let made = 0; made < 10; made += 1) {
      remember(await app.createNote({ slug: `open-${made}` }));
      remember(await app.createNote({ ...reusable, password: 'pw' }));
      remember(await app.createSealedNote('sealed'));
    }
    for (let made = 0; made < 30; made += 1) {
      known.ownSlugs.push((await app.createNote(reusable, { headers })).slug);
    }
  });

  /** Requests of a run end sessions as well. Of three tokens, one stays revoked. */
  const signInAgain = async () => {
    const { accessToken } = tokensOf(await app.signIn(author));
    known.accessTokens.splice(0, known.accessTokens.length - 1, accessToken, accessToken);
  };

  const remember = (note: { slug: string; receipt: string }) => {
    known.slugs.push(note.slug);
    known.receipts.push(note.receipt);
  };

  const problemOf = ({ operation }: FuzzedRequest, response: TestResponse): string | null => {
    const { status, body } = response;
    if (status >= 500) return `${status} is a server error`;
    if (!operation.responseSchemas.has(status))
      return `${status} is not documented for ${operation.operationId}`;
    const schema = operation.responseSchemas.get(status);
    if (schema === null || schema === undefined) return body === undefined ? null : `${status} has a body`;
    const pointer = [
      'paths',
      operation.path,
      operation.method.toLowerCase(),
      'responses',
      status,
      'content',
      'application/json',
      'schema',
    ];
    const reference = pointer
      .map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent);
    const validate = validatorOf(`openapi#/${reference.join('/')}`);
    return validate(body)
      ? null
      : `the body of ${status} is not as documented: ${ajv.errorsText(validate.errors)}`;
  };

  it('covers every route of the API, whose operation ids are stable', () => {
    expect(
      operations.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`).toSorted(),
    ).toEqual([
      'DELETE /api/v1/api-keys/current apikeys.revokeCurrent',
      'DELETE /api/v1/auth/sessions/{id} sessions.end',
      'DELETE /api/v1/me profile.remove',
      'DELETE /api/v1/me/api-keys/{id} apikeys.revoke',
      'DELETE /api/v1/me/identities/{provider} identities.unlink',
      'DELETE /api/v1/me/webhooks/{id} webhooks.delete',
      'DELETE /api/v1/note/{slug} notes.remove',
      'GET /api/.well-known/jwks.json jwks.keys',
      'GET /api/ping instance.ping',
      'GET /api/v1/api-keys/current apikeys.current',
      'GET /api/v1/auth/change-email/{token} emailchange.confirmByAddress',
      'GET /api/v1/auth/oauth/{provider} authoauth.begin',
      'GET /api/v1/auth/oauth/{provider}/callback authoauth.finish',
      'GET /api/v1/auth/providers providers.list',
      'GET /api/v1/auth/sessions sessions.list',
      'GET /api/v1/auth/verify/{token} signup.verifyByAddress',
      'GET /api/v1/instance instance.instance',
      'GET /api/v1/me profile.me',
      'GET /api/v1/me/activity activity.list',
      'GET /api/v1/me/api-keys apikeys.list',
      'GET /api/v1/me/identities identities.list',
      'GET /api/v1/me/notices noticesettings.settings',
      'GET /api/v1/me/webhooks webhooks.list',
      'GET /api/v1/me/webhooks/{id} webhooks.get',
      'GET /api/v1/me/webhooks/{id}/deliveries webhookdeliveries.list',
      'GET /api/v1/note mynotes.all',
      'GET /api/v1/note/read mynotes.read',
      'GET /api/v1/note/unread mynotes.unread',
      'GET /api/v1/note/{slug} notes.read',
      'GET /api/v1/note/{slug}/meta notes.meta',
      'GET /api/v1/note/{slug}/receipt notes.receipt',
      'GET /api/v1/notices/stop/{token} stopnotices.page',
      'GET /api/v1/oauth/{provider} oauth.begin',
      'GET /api/v1/oauth/{provider}/callback oauth.finish',
      'GET /health/live health.live',
      'GET /health/ready health.ready',
      'PATCH /api/v1/me/notices noticesettings.change',
      'PATCH /api/v1/me/webhooks/{id} webhooks.change',
      'PATCH /api/v1/note/{slug} mynotes.changeContent',
      'PATCH /api/v1/note/{slug}/expires mynotes.changeExpiry',
      'PATCH /api/v1/note/{slug}/password mynotes.changePassword',
      'POST /api/v1/auth/change-email emailchange.request',
      'POST /api/v1/auth/change-email/confirm emailchange.confirm',
      'POST /api/v1/auth/change-email/stop emailchange.stop',
      'POST /api/v1/auth/change-password password.change',
      'POST /api/v1/auth/logout sessions.logOut',
      'POST /api/v1/auth/logout/all sessions.logOutEverywhere',
      'POST /api/v1/auth/oauth/exchange authoauth.exchange',
      'POST /api/v1/auth/refresh-tokens sessions.refresh',
      'POST /api/v1/auth/resend-verification-email signup.resend',
      'POST /api/v1/auth/reset-password password.forgot',
      'POST /api/v1/auth/reset-password/{token} password.reset',
      'POST /api/v1/auth/signin signin.signIn',
      'POST /api/v1/auth/signup signup.signUp',
      'POST /api/v1/auth/verify signup.verify',
      'POST /api/v1/me/api-keys apikeys.create',
      'POST /api/v1/me/webhooks webhooks.create',
      'POST /api/v1/me/webhooks/{id}/deliveries/{delivery}/replay webhookdeliveries.replay',
      'POST /api/v1/me/webhooks/{id}/secret webhooks.rotate',
      'POST /api/v1/me/webhooks/{id}/test webhookdeliveries.test',
      'POST /api/v1/note notes.create',
      'POST /api/v1/note/receipts/status notes.receipts',
      'POST /api/v1/note/{slug}/ack notes.acknowledge',
      'POST /api/v1/note/{slug}/view notes.view',
      'POST /api/v1/notices/addresses noticeaddresses.request',
      'POST /api/v1/notices/addresses/confirm noticeaddresses.confirm',
      'POST /api/v1/notices/addresses/state noticeaddresses.state',
      'POST /api/v1/notices/stop/{token} stopnotices.stop',
      'POST /api/v1/oauth/exchange oauth.exchange',
    ]);
  });

  it('never causes a 5xx, an undocumented status or a body that violates its schema', async () => {
    const seen = new Map<string, number>();
    const requests = fc.oneof(
      ...operations.map((operation) => ({
        weight: operation.path.includes('/note') ? 24 : operation.path.startsWith('/api/v1') ? 3 : 1,
        arbitrary: requestsOf(operation, document, known),
      })),
    );
    const property = fc.asyncProperty(requests, async (request) => {
      const { operation, path, options } = request;
      const response = await server.send(operation.method, path, options);
      expect(problemOf(request, response), `${operation.method} ${path} -> ${response.text}`).toBeNull();
      const made = created.safeParse(response.body);
      if (made.success) remember(made.data);
      if (response.status === 204 && operation.path.startsWith('/api/v1/auth/logout')) await signInAgain();
      const outcome = `${operation.operationId} ${response.status}`;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    });
    await fc.assert(property, { seed: SEED, numRuns: REQUESTS, endOnFailure: true });
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining([
        'notes.create 201',
        'notes.create 400',
        'notes.read 200',
        'notes.read 404',
        'notes.view 200',
        'notes.remove 204',
        'mynotes.all 200',
        'mynotes.changeContent 200',
        'mynotes.changeExpiry 200',
        'mynotes.changePassword 200',
        'activity.list 200',
        'identities.list 200',
      ]),
    );
  });
});
