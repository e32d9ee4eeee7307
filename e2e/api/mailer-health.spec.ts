import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { JetStreamEventBus } from '#libs/event-bus';
import { HttpClient } from '../../apps/core/testing/http-client.js';
import { healthAddressIn, startMailer } from '../support/mailer.js';
import { NatsServer } from '../support/nats.js';
import type { ProductProcess } from '../support/process.js';
import { sendRaw } from '../support/raw-http.js';
import { SmtpPeer } from '../support/smtp.js';
import { until } from '../support/until.js';

let nats: NatsServer;
let smtp: SmtpPeer;
let mailer: ProductProcess;
let http: HttpClient;

beforeAll(async () => {
  [nats, smtp] = await Promise.all([NatsServer.reserve(), SmtpPeer.start()]);
  mailer = await startMailer(nats.url, smtp.url, { MAILER_HEALTH_PORT: '0', HTTP_HOST: '127.0.0.1' });
  const address = () => healthAddressIn(mailer.lines);
  await until('health is served', () => address() !== undefined);
  http = new HttpClient(address() ?? '');
});
afterAll(async () => {
  http.close();
  await mailer.end('SIGTERM');
  await Promise.all([nats.stop(), smtp.stop()]);
});

const readiness = async () => {
  const { status, body } = await http.get('/health/ready');
  return { status, body };
};

describe('the health of a mailer', () => {
  it('is that it lives, whatever else is away', async () => {
    expect(await http.get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is not ready without NATS, and ready with it', async () => {
    const parts = { parts: { nats: 'down' }, circuits: { smtp: 'closed' } };
    expect(await readiness()).toEqual({ status: 503, body: { status: 'unavailable', ...parts } });
    await nats.restart();
    await expect
      .poll(readiness)
      .toEqual({ status: 200, body: { status: 'ok', ...parts, parts: { nats: 'up' } } });
  });

  it('is not ready while the mail server takes nothing, and lives on', async () => {
    smtp.behaviour = 'refuses connections';
    const bus = JetStreamEventBus.connect({ url: new Secret(nats.url), name: 'test' });
    await until('the bus is there', () => bus.isConnected());
    for (const receiver of ['ada', 'bob', 'cy', 'di', 'eve', 'fay']) {
      const mail = {
        request_id: randomUUID(),
        receiver: `${receiver}@example.com`,
        template_name: 'account_exists',
      };
      await bus.publish('mailer.send', randomUUID(), Buffer.from(JSON.stringify({ ...mail, options: {} })));
    }
    await bus.close();
    const body = { status: 'unavailable', parts: { nats: 'up' }, circuits: { smtp: 'open' } };
    await expect.poll(readiness).toEqual({ status: 503, body });
    expect((await http.get('/health/live')).status).toBe(200);
  });

  it('keeps no connection that nobody uses', async () => {
    const address = healthAddressIn(mailer.lines) ?? '';
    const ends = await Promise.all([
      sendRaw(address, () => undefined),
      sendRaw(address, (socket) => void socket.write('GET /health/live HTTP/1.1\r\n')),
      sendRaw(address, (socket) => void socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n')),
    ]);
    for (const { durationMs } of ends) expect(durationMs).toBeLessThan(25_000);
    expect(ends[2]?.status).toBe(200);
  });

  it('is all that there is', async () => {
    for (const path of ['/', '/metrics', '/health', '/health/'])
      expect((await http.get(path)).status).toBe(404);
    expect((await http.post('/health/live', {})).status).toBe(404);
  });
});
