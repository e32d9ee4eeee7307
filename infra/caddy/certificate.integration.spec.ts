import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caddy } from '../../e2e/support/servers/caddy.js';
import { until } from '../../e2e/support/until.js';

describe('Caddy with a certificate', () => {
  let caddy: Caddy;
  beforeAll(async () => {
    caddy = await Caddy.start(['http://127.0.0.1:1'], { site: 'https://localhost' });
    // Caddy is healthy before it has issued its certificate.
    await until('Caddy has a certificate', () =>
      ask('/').then(
        () => true,
        () => false,
      ),
    );
  });
  afterAll(() => caddy.stop());

  const ask = async (path: string): Promise<IncomingMessage> => {
    const ca = readFileSync(join(caddy.folder, 'caddy/pki/authorities/local/root.crt'));
    const [answer]: IncomingMessage[] = await once(
      get({ host: 'localhost', port: caddy.httpsPort, path, ca, agent: false }),
      'response',
    );
    answer?.resume();
    if (answer === undefined) throw new Error('no response');
    return answer;
  };

  it('sends HSTS for two years', async () => {
    for (const path of ['/', '/no-such-page', '/api/ping']) {
      const { headers } = await ask(path);
      expect(headers['strict-transport-security']).toBe('max-age=63072000');
    }
  });

  it('redirects HTTP to the same page by HTTPS', async () => {
    const answer = await fetch(`http://localhost:${caddy.httpPort}/about?x=1`, { redirect: 'manual' });
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe('https://localhost/about?x=1');
  });
});
