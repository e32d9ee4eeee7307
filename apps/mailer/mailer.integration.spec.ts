import { randomUUID } from 'node:crypto';
import { connect } from '@nats-io/transport-node';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { natsAddress } from '#libs/config';
import { JetStreamEventBus, ack } from '#libs/event-bus';
import { mailReportSchema, type MailReport } from '#libs/mail-outbox';
import { healthAddressIn } from '../../e2e/support/programs/mailer.js';
import { NatsServer } from '../../e2e/support/servers/nats.js';
import { ProductProcess } from '../../e2e/support/process.js';
import { SmtpPeer } from '../../e2e/support/servers/smtp.js';
import { until } from '../../e2e/support/until.js';
import { bytes, KEYS, request, encrypted } from './testing/mailer-harness.js';

const MAILER = 'dist/bundles/mailer/main.js';
const [[keyId, key] = []] = KEYS.reveal().keys;

const inADay = () => Date.now() + 86_400_000;

describe('mailer process', () => {
  let nats: NatsServer;
  let smtp: SmtpPeer;
  let bus: JetStreamEventBus;
  const reports = new Map<string, MailReport['outcome']['kind'][]>();

  const environment = () => ({
    LOG_FORMAT: 'json',
    FRONTEND_URL: 'http://localhost:3000',
    NATS_URL: nats.url,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notes@onasty.example',
    MAIL_ENCRYPTION_KEYS: `${keyId}:${key?.toString('base64')}`,
  });
  const start = async (further: Record<string, string> = {}) => {
    const mailer = await ProductProcess.start(MAILER, { ...environment(), ...further });
    await until(
      'mailer starts',
      () => mailer.lines.some((line) => line.includes('mailer started')) || !mailer.isAlive,
    );
    expect(mailer.errors).toBe('');
    return mailer;
  };
  const publish = async (id: string) => {
    await bus.publish('mailer.send', randomUUID(), encrypted(id, request, inADay()));
  };

  beforeAll(async () => {
    [nats, smtp] = await Promise.all([NatsServer.start(), SmtpPeer.start()]);
    bus = JetStreamEventBus.connect({ url: natsAddress.parse(nats.url), name: 'test' });
    bus.consume('mailer.report', 1, (data) => {
      const { id, outcome } = mailReportSchema.parse(JSON.parse(Buffer.from(data).toString()));
      reports.set(id, [...(reports.get(id) ?? []), outcome.kind]);
      return Promise.resolve(ack);
    });
    await until('NATS is ready', () => bus.isConnected());
  });
  beforeEach(() => {
    smtp.behaviour = 'accepts';
    smtp.mails.length = 0;
    reports.clear();
  });
  afterAll(async () => {
    await bus.close();
    await smtp.stop();
    await nats.stop();
  });

  it('sends mails of core and plain requests, responds to mailer.ping, and exits with 0', async () => {
    const mailer = await start();
    const id = randomUUID();
    await publish(id);
    await bus.publish('mailer.send', randomUUID(), bytes({ ...request, receiver: 'bob@example.com' }));
    await expect
      .poll(() => smtp.mails.flatMap(({ recipients }) => recipients).toSorted())
      .toEqual(['ada@example.com', 'bob@example.com']);
    await expect.poll(() => reports.get(id)).toEqual(['sent']);

    const connection = await connect({ servers: nats.url });
    const pong = await connection.request('mailer.ping');
    expect(pong.json()).toEqual({ message: 'pong' });
    await connection.close();

    await mailer.end('SIGTERM');
    expect(mailer.exitCode).toBe(0);
    expect(mailer.lines.join('\n')).not.toMatch(/secret-token|@example\.com/);
  });

  it('sends all mails after mailers are killed, at once except those that were claimed', async () => {
    const ids = Array.from({ length: 60 }, () => randomUUID());
    let mailer = await start();
    for (const id of ids) await publish(id);
    for (const share of [10, 25, 40]) {
      await until('a share is sent', () => smtp.mails.length >= share);
      await mailer.end('SIGKILL');
      mailer = await start();
    }
    const open = () => ids.filter((id) => !reports.get(id)?.includes('sent'));
    // Claims of a killed mailer expire after 90 s, which this test does not wait for.
    await until('the others are sent', () => open().length <= 3 * 4, 60_000);
    await mailer.end('SIGTERM');
    const received = await Promise.all(smtp.mails.map(({ raw }) => PostalMime.parse(raw)));
    const messageIds = received.map(({ messageId }) => messageId);
    expect(messageIds.length - new Set(messageIds).size).toBeLessThanOrEqual(3 * 4);
  });

  it('drains on SIGTERM: reports leaving, bounds the wait for a slow mail server, and exits in order with 0', async () => {
    smtp.behaviour = 'never responds to the mail';
    const mailer = await start({ MAILER_HEALTH_PORT: '0', HTTP_HOST: '127.0.0.1' });
    const id = randomUUID();
    await publish(id);
    await until('the mail is under way', () => smtp.unansweredMails > 0);
    const ended = mailer.end('SIGTERM');
    const readiness = async () => {
      const response = await fetch(`${healthAddressIn(mailer.lines)}/health/ready`);
      return [response.status, Object(await response.json()).status];
    };
    await expect.poll(readiness).toEqual([503, 'leaving']);
    await ended;
    expect(mailer.exitCode).toBe(0);
    const closed = mailer.log().filter(({ message }) => message === 'closed');
    const steps = ['readiness', 'mails', 'event bus', 'health', 'metrics', 'traces'];
    expect(closed.map(({ step }) => step)).toEqual(steps);
    await expect.poll(() => reports.get(id)).toEqual(['deferred']);
  });

  it('lists missing variables and does not start', async () => {
    const mailer = await ProductProcess.start(MAILER, { LOG_FORMAT: 'json' });
    await until('mailer ends', () => !mailer.isAlive);
    expect(mailer.exitCode).toBe(1);
    const required = ['NATS_URL', 'SMTP_URL', 'MAIL_FROM', 'FRONTEND_URL', 'MAIL_ENCRYPTION_KEYS'];
    expect(mailer.fatalMessages()).toEqual(
      expect.arrayContaining(required.map((name) => `${name}: is required and not set`)),
    );
    expect(mailer.errors).toBe('');
  });
});
