import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scrape } from '../support/metrics.js';
import { createNote, noteAt } from '../../apps/core/testing/note-actions.js';
import { drip, sendRaw } from '../../apps/core/testing/raw-http.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { until } from '../support/until.js';

const UPLOAD = 'POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

let deployment: RunningDeployment;

beforeAll(async () => {
  deployment = await new TestDeployment().withCores(0).onClonedDatabase().start();
});
afterAll(() => deployment.stop());

describe('a core after SIGTERM', () => {
  it('reports not ready, serves during the delay, then runs its shutdown hooks and exits with 0', async () => {
    const core = await deployment.addCore({ SHUTDOWN_DELAY: '1500ms' });
    const ended = core.process.end('SIGTERM');
    await until('the core is not ready', async () => (await core.http.get('/health/ready')).status === 503);

    expect((await core.http.get('/health/ready')).body).toEqual({
      status: 'leaving',
      parts: { database: 'up', redis: 'down', nats: 'down' },
      circuits: { database: 'closed' },
    });
    const { slug } = await createNote(core.http);
    expect((await core.http.get(`/api/v1/note/${slug}`)).status).toBe(200);
    core.http.close();
    await ended;
    expect(core.process.exitCode).toBe(0);
    const closed = core.log().filter(({ message }) => message === 'closed');
    expect(closed.map(({ step }) => step)).toEqual([
      'readiness',
      'requests',
      'relay',
      'consumers',
      'event bus',
      'cache',
      'database',
      'metrics',
      'traces',
    ]);
  });

  it('closes the connection of a client that never finishes, and exits with 0', async () => {
    const core = await deployment.addCore();
    const cutOff = sendRaw(core.address, (socket) => {
      socket.write(`${UPLOAD}content-length: 1000\r\n\r\n{"content":"`);
      drip(socket, 'a', 200);
    });
    const inFlight = async () => (await scrape(core.process)).value('onasty_http_requests_in_flight');
    await expect.poll(inFlight).toBe(1);
    core.http.close();
    await core.process.end('SIGTERM');
    await cutOff;
    expect(core.process.exitCode).toBe(0);
    expect(core.log().map(({ message }) => message)).toContain(
      'drain timeout: closing connections with requests in flight',
    );
  });
});

describe('core process', () => {
  it('does not start with an invalid configuration, lists every problem and prints no secret', async () => {
    const started = deployment.addCore({
      DATABASE_URL: 'mysql://root:hunter2@localhost',
      NOTE_ENCRYPTION_KEYS: 'k:c2hvcnQ=',
      READ_LEASE: 'soon',
    });
    const problems = await started.then(
      () => 'started',
      (error: unknown) => String(error),
    );
    for (const name of ['DATABASE_URL', 'NOTE_ENCRYPTION_KEYS', 'READ_LEASE'])
      expect(problems).toContain(name);
    for (const secret of ['hunter2', 'c2hvcnQ=']) expect(problems).not.toContain(secret);
  });

  it('completes requests in flight and exits with 0 on SIGTERM, without waiting for idle connections', async () => {
    const core = await deployment.addCore();
    await Promise.all(Array.from({ length: 20 }, () => core.http.get('/health/ready')));
    const creating = Array.from({ length: 20 }, () => createNote(core.http, { password: 'pw' }));
    await Promise.race(creating);
    const [notes] = await Promise.all([Promise.all(creating), core.process.end('SIGTERM')]);
    expect(core.process.exitCode).toBe(0);
    core.http.close();
    const again = await deployment.addCore();
    for (const { slug } of notes) expect((await again.http.get(noteAt(slug, 'meta'))).status).toBe(200);
  });
});
