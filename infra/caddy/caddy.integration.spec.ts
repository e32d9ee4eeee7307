import { readdirSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpClient } from '../../apps/core/testing/http-client.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../../e2e/support/deployment/test-deployment.js';
import { until } from '../../e2e/support/until.js';
import { OtlpCollector } from '../../e2e/support/servers/otlp-collector.js';

/** Headers that differ between servers and do not affect security. */
const OWN_WORDS = new Set([
  'accept-ranges',
  'connection',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'ratelimit',
  'ratelimit-policy',
  'transfer-encoding',
  'x-request-id',
]);
const asset = readdirSync('dist/web/_app/immutable/assets').find((name) => name.endsWith('.css'));
const LIMITS = { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '1', RATELIMIT_BURST: '10' };
const KEY = 'K3y-from-the-fragment-of-a-mangled-link_1234';
/** Paths that contain the key of a note or the token of a mail, whose # was lost on the way. */
const PATHS_WITH_KEY = [
  `/secret/any%23${KEY}`,
  `/secret/any${KEY}`,
  `/secret/any/${KEY}?${KEY}`,
  `/secret/any%${KEY}`,
  `/verify%23t=${KEY}`,
  `/gone/${KEY}`,
  `/api/v1/note/any%23${KEY}`,
  `/api/v1/note/any%23${KEY}/view`,
  `/api/${KEY}`,
  `/${KEY}.br`,
];

const sharedHeaders = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_WORDS.has(name)));

const pretending = (localAddress: string, index: number) => ({
  localAddress,
  headers: { 'x-forwarded-for': `203.0.113.${index}` },
});
const withoutRequestId = (text: string) => text.replace(/"request_id":"[^"]+"/, '');

describe('Caddy in front of core', () => {
  let deployment: RunningDeployment;
  let standalone: RunningDeployment;
  let http: HttpClient;
  let collector: OtlpCollector;
  beforeAll(async () => {
    collector = await OtlpCollector.start();
    const watched = { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    standalone = await new TestDeployment().asStandalone(watched).onClonedDatabase().start();
    const cores = new TestDeployment().withCores(1, { ...LIMITS, ...watched });
    deployment = await cores.withCaddy().onClonedDatabase().start();
    ({ http } = deployment);
  });
  afterAll(async () => {
    await deployment.stop();
    await standalone.stop();
    await collector.stop();
  });

  describe.each(['', 'br', 'gzip'])('for a client that accepts "%s"', (encoding) => {
    it.each([
      '/',
      '/about',
      '/about/',
      '/about?from=mail',
      '/oauth/callback',
      '/secret/any-Slug_1',
      '/secret/any/',
      '/secret/%61ny',
      '/secret/no.slug',
      '/secret/',
      '/secret',
      '/secret/any%23key',
      '/secret/any%2523key',
      '/secret/any/%23key',
      '/secret/any%20',
      '/secret/an%0D%0Ay%23ke%0D%0Ay',
      '/secret/any.',
      '/secret/any/other',
      '/secret/any.key',
      '/secret/any%E0%A4',
      '/secret/%FF',
      '/secrets',
      '//secret/any',
      '///secret//any%23key',
      '/secret%2Fany%23key',
      '/verify%23t=token',
      '/verify%2523t=token',
      '/verify/%23t=token',
      '/verify%20%23t=token',
      '/verify&t=token',
      '/verify=23t=3Dtoken',
      '/verify/other',
      '/verify//',
      '/verify.',
      '/verify.txt',
      '/verifyt=token',
      '/verify.t=token',
      '/verify/t=token',
      '/verify23t=token',
      '/verify%E0%A4t=token',
      '/verifying',
      '//verify%23t=token',
      '/reset-password%23t=token',
      '/change-email%23t=token',
      '/change-email/stop%23t=token',
      '/oauth/callback%23code=code',
      '/oauth',
      '/no-such-page',
      '/secret.html',
      '/index.html',
      '/index.html.br',
      '/favicon.svg',
      '/robots.txt',
      '/manifest.webmanifest',
      `/_app/immutable/assets/${asset}`,
      '/_app/immutable/gone.js',
      '/%2e%2e/package.json',
      '/api',
      '/api/v1/nothing',
    ])('responds to %s like standalone', async (path) => {
      const question = { headers: { 'accept-encoding': encoding } };
      const [ours, theirs] = await Promise.all([
        http.get(path, question),
        standalone.http.get(path, question),
      ]);
      expect(ours.status).toBe(theirs.status);
      expect(sharedHeaders(ours.headers)).toEqual(sharedHeaders(theirs.headers));
      expect(withoutRequestId(ours.text)).toBe(withoutRequestId(theirs.text));
    });
  });

  it.each(PATHS_WITH_KEY)('keeps the key in %s out of headers, logs, traces and metrics', async (path) => {
    const servers = [deployment.address, standalone.address, deployment.core.address];
    const requests = servers.flatMap((server) =>
      ['GET', 'POST'].map((method) =>
        fetch(server + path, { method, redirect: 'manual', headers: { referer: server + path } }),
      ),
    );
    for (const { headers } of await Promise.all(requests)) {
      expect(JSON.stringify([...headers])).not.toContain(KEY);
      expect(headers.get('referrer-policy') ?? 'no-referrer').toBe('no-referrer');
    }
    await until('spans have arrived', () => collector.spans.length > 0);
    const metrics = await fetch(`http://${deployment.caddy.metrics}/metrics`);
    const outputs = {
      caddy: deployment.caddy.log,
      core: deployment.lines().join(),
      standalone: standalone.lines().join(),
      spans: collector.raw.join(),
      metrics: await metrics.text(),
    };
    for (const output of Object.values(outputs)) expect(output).not.toContain(KEY);
  });

  it.each(['/secret/any%', '/secret/any%2', '/verify%zzt=token'])(
    'cannot serve the page for %s: Go rejects such a path before Caddy sees it',
    async (path) => {
      const [ours, theirs] = await Promise.all([http.get(path), standalone.http.get(path)]);
      expect([ours.status, theirs.status]).toEqual([400, 200]);
    },
  );

  it('does not expose the health of core', async () => {
    const answer = await http.get('/health/ready');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
  });

  it('accepts only GET and HEAD for a page', async () => {
    expect((await http.post('/', {})).status).toBe(405);
    const head = await http.send('HEAD', '/about');
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
  });

  it('forwards a note of the maximum size in both directions', async () => {
    const content = 'ä'.repeat(500_000);
    const created = await http.post('/api/v1/note', { content }, { localAddress: '127.0.0.31' });
    expect(created.status).toBe(201);
    const { slug } = z.object({ slug: z.string() }).parse(created.body);
    const read = await http.get(`/api/v1/note/${slug}`, { localAddress: '127.0.0.31' });
    expect(read.body).toMatchObject({ content });
  });

  it('lets core rate-limit clients by their real address and ignores a forged X-Forwarded-For', async () => {
    const crowd = Array.from({ length: 40 }, (_, index) =>
      http.get('/api/ping', pretending('127.0.0.32', index)),
    );
    const refused = (await Promise.all(crowd)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect((await http.get('/api/ping', pretending('127.0.0.33', 1))).status).toBe(200);
  });

  it('sends HSTS if a proxy in front of it terminates HTTPS', async () => {
    const behind = await http.get('/about', { headers: { 'x-forwarded-proto': 'https' } });
    expect(behind.headers['strict-transport-security']).toBe('max-age=63072000');
  });

  it('forwards the request id of a client', async () => {
    const answer = await http.get('/api/ping', {
      headers: { 'x-request-id': 'mine-1' },
      localAddress: '127.0.0.34',
    });
    expect(answer.headers['x-request-id']).toBe('mine-1');
  });

  describe('without core', () => {
    let alone: RunningDeployment;
    let client: HttpClient;
    beforeAll(async () => {
      alone = await new TestDeployment().withCaddy().onClonedDatabase().start();
      await alone.core.stop();
      client = alone.http;
    });
    afterAll(() => alone.stop());

    it('serves pages, and API errors in the format of core', async () => {
      expect((await client.get('/about')).status).toBe(200);
      const answer = await client.get('/api/v1/note/a-secret-slug', {
        headers: { 'x-request-id': 'mine-2' },
        localAddress: '127.9.8.7',
      });
      expect(answer.status).toBe(503);
      expect(answer.headers).toMatchObject({
        'retry-after': '2',
        'cache-control': 'no-store',
        'x-request-id': 'mine-2',
      });
      expect(answer.body).toEqual({
        message: 'temporarily unavailable',
        code: 'unavailable',
        request_id: 'mine-2',
      });
    });

    it('generates a request id for an error if the client sent no valid one', async () => {
      const answer = await client.get('/api/ping', { headers: { 'x-request-id': '"},{"' } });
      expect(answer.body).toMatchObject({ request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    });

    it('logs neither URLs nor client addresses', () => {
      expect(alone.caddy.log).toContain('serving initial configuration');
      expect(alone.caddy.log).not.toMatch(/a-secret-slug|mine-2|127\.9\.8\.7|remote_ip|client_ip/);
    });
  });
});
