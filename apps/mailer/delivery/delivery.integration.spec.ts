import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ack, retryAfter } from '#libs/event-bus';
import { SmtpPeer, type SmtpBehaviour, type SmtpCommand } from '../../../e2e/support/servers/smtp.js';
import { SmtpMailSender } from '../senders/smtp.mail-sender.js';
import { createTestMailer } from '../testing/create-test-mailer.js';
import { smtpSettings } from '../testing/smtp-settings.js';
import { bytes, encrypted, request, START_MS, type MailerHarness } from '../testing/mailer-harness.js';

/** Exceeds what a loaded machine needs. */
const LONG = { connectMs: 10_000, silenceMs: 10_000, totalMs: 60_000 };
/** Limits for a server that stays silent. */
const SHORT = { connectMs: 300, silenceMs: 300, totalMs: 2_000 };
const deferred = (seconds: number) => ({
  kind: 'deferred',
  until: new Date(START_MS + seconds * 1_000).toISOString(),
});

describe('delivery to an SMTP server', () => {
  let server: SmtpPeer;
  let mailer: MailerHarness;

  beforeEach(async () => {
    [server, mailer] = await Promise.all([SmtpPeer.start(), createTestMailer()]);
    sendWithin(LONG);
  });
  afterEach(async () => {
    await mailer.close();
    await server.stop();
  });

  function sendWithin(limits: typeof LONG): void {
    const sender = new SmtpMailSender(smtpSettings(server.url), limits);
    mailer.send = (mail, signal) => sender.send(mail, signal);
  }

  it('delivers a mail with the headers of an automatic message', async () => {
    const id = randomUUID();
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(server.mails).toMatchObject([{ recipients: ['ada@example.com'] }]);
    const { headers, messageId } = await PostalMime.parse(server.mails[0]?.raw ?? '');
    expect(messageId).toBe(`<${id}@onasty.example>`);
    const values = new Map(headers.map(({ key, value }) => [key, value]));
    expect(values.get('auto-submitted')).toBe('auto-generated');
    expect(values.get('x-request-id')).toBe('request-1');
  });

  it.each<[SmtpBehaviour, object]>([
    ['accepts', { kind: 'sent' }],
    ['defers the recipient', deferred(10)],
    ['hangs up after the mail', deferred(10)],
    ['never responds to the mail', deferred(10)],
    ['rejects the recipient', { kind: 'dead', reason: 'smtp 5.1.1' }],
    ['rejects the sender', deferred(15)],
    ['refuses connections', deferred(15)],
    ['never greets', deferred(15)],
  ])('if the server %s, reports %j', async (behaviour, outcome) => {
    server.behaviour = behaviour;
    if (behaviour.startsWith('never')) sendWithin(SHORT);
    await mailer.handle(encrypted(randomUUID()));
    expect(mailer.outcomes).toEqual([outcome]);
  });

  it.each<[SmtpCommand, string]>([
    ['DATA', '550 5.4.5 quota used up'],
    ['RCPT TO', '550 5.7.1 no relaying'],
  ])('loses no mail to %s %s: opens the circuit breaker and sends all afterwards', async (command, reply) => {
    const mails = Array.from({ length: 6 }, () => encrypted(randomUUID()));
    server.replies = { [command]: reply };
    for (const mail of mails) await mailer.handle(mail);
    expect(mailer.transport.circuitState).toBe('open');
    expect(server.connections).toBe(5);
    server.replies = {};
    mailer.nowMs += 15_000;
    for (const mail of mails) expect(await mailer.handle(mail)).toEqual(ack);
    expect(server.mails).toHaveLength(6);
    expect(mailer.transport.circuitState).toBe('closed');
  });

  it('delivers the mails of others while one receiver is rejected without a known code', async () => {
    const rejected = encrypted(randomUUID());
    server.replies = { 'RCPT TO': '550 5.7.1 not from you' };
    for (let attempts = 0; attempts < 5; attempts += 1) {
      await mailer.handle(rejected);
      mailer.nowMs += 15_000;
    }
    const result = await mailer.handle(rejected);
    expect(result).toEqual(retryAfter(285_000));
    server.replies = {};
    expect(await mailer.handle(encrypted(randomUUID()))).toEqual(ack);
    mailer.nowMs += 285_000;
    expect(await mailer.handle(rejected)).toEqual(ack);
    expect(server.mails).toHaveLength(2);
  });

  it('repeats a mail that the server accepted without a reply, under the same Message-ID', async () => {
    const id = randomUUID();
    server.behaviour = 'takes the mail and hangs up';
    expect(await mailer.handle(encrypted(id))).toEqual(retryAfter(10_000));
    server.behaviour = 'accepts';
    mailer.nowMs += 10_000;
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    const received = await Promise.all(server.mails.map(({ raw }) => PostalMime.parse(raw)));
    expect(received.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 2 }, () => `<${id}@onasty.example>`),
    );
  });

  it('ignores addresses and headers injected into the receiver or the request id', async () => {
    const injected = [
      'ada@example.com\r\nRCPT TO:<evil@example.org>',
      'ada@example.com, evil@example.org',
      'ada@example.com;evil@example.org',
      'Ada <evil@example.org>',
      '"ada@example.com <evil@example.org>"@example.com',
      'ada@example.com\r\nBcc: evil@example.org',
    ];
    for (const receiver of injected) {
      expect(await mailer.handle(bytes({ ...request, receiver }))).toEqual(ack);
      expect(await mailer.handle(encrypted(randomUUID(), { ...request, receiver }))).toEqual(ack);
    }
    const injectedIds = injected.map((line) => ({ ...request, request_id: `${line}\r\n`.slice(0, 128) }));
    for (const mail of injectedIds) await mailer.handle(bytes(mail));
    expect(mailer.outcomes.slice(0, 12)).toEqual(
      Array.from({ length: 12 }, () => ({ kind: 'dead', reason: 'address' })),
    );
    expect(new Set(server.mails.flatMap(({ recipients }) => recipients))).toEqual(
      new Set(['ada@example.com']),
    );
    expect(server.mails.filter(({ raw }) => /evil/.test(raw))).toEqual([]);
  });
});
