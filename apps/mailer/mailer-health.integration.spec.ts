import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { natsAddress } from '#libs/config';
import { JetStreamEventBus } from '#libs/event-bus';
import { createLogger, serveHealth } from '#libs/observability';
import { NatsServer } from '../../e2e/support/servers/nats.js';
import { SmtpPeer } from '../../e2e/support/servers/smtp.js';
import { createMailer, SmtpMailSender } from './create-mailer.js';
import { healthOf } from './mailer-health.js';
import { bytes, MAIL_CONFIG } from './testing/mailer-harness.js';
import { smtpSettings } from './testing/smtp-settings.js';

let nats: NatsServer;
let smtp: SmtpPeer;
let bus: JetStreamEventBus;
let mailer: INestApplicationContext;
let url: string;
let stopServing: () => Promise<void>;

beforeAll(async () => {
  [nats, smtp] = await Promise.all([NatsServer.reserve(), SmtpPeer.start()]);
  const lines: string[] = [];
  const logger = createLogger(
    'mailer',
    { level: 'info', format: 'json' },
    { write: (line) => void lines.push(line) },
  );
  bus = JetStreamEventBus.connect({ url: natsAddress.parse(nats.url), name: 'mailer' });
  mailer = await createMailer({
    config: MAIL_CONFIG,
    logger,
    bus,
    sender: new SmtpMailSender(smtpSettings(smtp.url)),
  });
  stopServing = await serveHealth(
    'MAILER_HEALTH_PORT',
    { host: '127.0.0.1', port: 0 },
    () => healthOf({ bus, mailer, isDraining: false }),
    logger,
  );
  url = /"address":"([^"]+)"/.exec(lines.join('\n'))?.[1] ?? '';
});
afterAll(async () => {
  await stopServing();
  await mailer.close();
  await bus.close();
  await Promise.all([nats.stop(), smtp.stop()]);
});

const get = async (path: string) => {
  const response = await fetch(url + path);
  return { status: response.status, body: await response.json() };
};
const readiness = () => get('/health/ready');

describe('health of the mailer', () => {
  it('is live whatever else is unavailable', async () => {
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is ready once NATS is connected', async () => {
    const details = { parts: { nats: 'down' }, circuits: { smtp: 'closed' } };
    expect(await readiness()).toEqual({ status: 503, body: { status: 'unavailable', ...details } });
    await nats.restart();
    await expect
      .poll(readiness)
      .toEqual({ status: 200, body: { status: 'ok', ...details, parts: { nats: 'up' } } });
  });

  it('is live but not ready while the circuit breaker of the mail server is open', async () => {
    smtp.behaviour = 'refuses connections';
    for (const receiver of ['ada', 'bob', 'cy', 'di', 'eve', 'fay']) {
      const mail = {
        request_id: randomUUID(),
        receiver: `${receiver}@example.com`,
        template_name: 'account_exists',
        options: {},
      };
      await bus.publish('mailer.send', randomUUID(), bytes(mail));
    }
    const body = { status: 'unavailable', parts: { nats: 'up' }, circuits: { smtp: 'open' } };
    await expect.poll(readiness).toEqual({ status: 503, body });
    expect((await get('/health/live')).status).toBe(200);
  });

  it('closes idle connections, after a response as well', async () => {
    const { hostname, port } = new URL(url);
    const responses = [
      '',
      'GET /health/live HTTP/1.1\r\n',
      'GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n',
    ].map(async (text) => {
      const socket = connect(Number(port), hostname);
      const received: Buffer[] = [];
      socket.on('data', (chunk) => received.push(chunk)).write(text);
      await once(socket, 'close');
      return Buffer.concat(received).toString();
    });
    expect((await Promise.all(responses)).at(-1)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('serves nothing else', async () => {
    for (const path of ['/', '/metrics', '/health', '/health/'])
      expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/health/live`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
