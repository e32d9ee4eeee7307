import { ack, retryAfter } from '#libs/event-bus';
import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { SmtpPeer, type SmtpBehaviour } from '../../../e2e/support/smtp.js';
import { SmtpMailSender } from '../senders/smtp.mail-sender.js';
import { bytes, MailRoom, request, sealed, START_MS } from '../testing/mail-room.js';

/** More than a busy machine needs. */
const PATIENT = { connectMs: 10_000, silenceMs: 10_000, totalMs: 60_000 };
/** For a server that is silent, which would be waited for in vain. */
const IMPATIENT = { connectMs: 300, silenceMs: 300, totalMs: 2_000 };
const deferred = (seconds: number) => ({
  kind: 'deferred',
  until: new Date(START_MS + seconds * 1_000).toISOString(),
});

describe('the delivery to a real SMTP server', () => {
  let peer: SmtpPeer;
  let room: MailRoom;

  beforeEach(async () => {
    peer = await SmtpPeer.start();
    room = new MailRoom();
    sendWithin(PATIENT);
  });
  afterEach(() => peer.stop());

  function sendWithin(limits: typeof PATIENT): void {
    const sender = new SmtpMailSender(new Secret(peer.url), limits);
    room.send = (mail) => sender.send(mail);
  }

  it('brings a mail to its receiver, with what tells machines that a machine wrote it', async () => {
    const id = randomUUID();
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(peer.mails).toMatchObject([{ recipients: ['ada@example.com'] }]);
    const { headers, messageId } = await PostalMime.parse(peer.mails[0]?.raw ?? '');
    expect(messageId).toBe(`<${id}@onasty.example>`);
    const values = new Map(headers.map(({ key, value }) => [key, value]));
    expect(values.get('auto-submitted')).toBe('auto-generated');
    expect(values.get('x-request-id')).toBe('request-1');
  });

  it.each<[SmtpBehaviour, object]>([
    ['accepts', { kind: 'sent' }],
    ['defers the recipient', deferred(10)],
    ['hangs up after the mail', deferred(10)],
    ['never answers the mail', deferred(10)],
    ['refuses the recipient', { kind: 'dead', reason: 'smtp 5.1.1' }],
    ['refuses the sender', deferred(15)],
    ['refuses connections', deferred(15)],
    ['never greets', deferred(15)],
  ])('says, when the server %s, %j', async (behaviour, outcome) => {
    peer.behaviour = behaviour;
    if (behaviour.startsWith('never')) sendWithin(IMPATIENT);
    await room.mailer().handle(sealed(randomUUID()));
    expect(room.outcomes).toEqual([outcome]);
  });

  it('sends again what the server took without a word, under the same Message-ID', async () => {
    const id = randomUUID();
    peer.behaviour = 'takes the mail and hangs up';
    expect(await room.mailer().handle(sealed(id))).toEqual(retryAfter(10_000));
    peer.behaviour = 'accepts';
    room.nowMs += 10_000;
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    const received = await Promise.all(peer.mails.map(({ raw }) => PostalMime.parse(raw)));
    expect(received.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 2 }, () => `<${id}@onasty.example>`),
    );
  });

  it('delivers nothing to an address that came along in another one', async () => {
    const mailer = room.mailer();
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
      expect(await mailer.handle(sealed(randomUUID(), { ...request, receiver }))).toEqual(ack);
    }
    const injectedIds = injected.map((line) => ({ ...request, request_id: `${line}\r\n`.slice(0, 128) }));
    for (const mail of injectedIds) await mailer.handle(bytes(mail));
    expect(room.outcomes.slice(0, 12)).toEqual(
      Array.from({ length: 12 }, () => ({ kind: 'dead', reason: 'address' })),
    );
    expect(new Set(peer.mails.flatMap(({ recipients }) => recipients))).toEqual(new Set(['ada@example.com']));
    expect(peer.mails.filter(({ raw }) => /evil/.test(raw))).toEqual([]);
  });
});
