import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ack, retryAfter } from '#libs/event-bus';
import { MailError } from '../senders/mail-sender.js';
import { createTestMailer } from '../testing/create-test-mailer.js';
import { encrypted, request, START_MS, type MailerHarness } from '../testing/mailer-harness.js';
import { MailHandler } from './mail-handler.js';

const iso = (timeMs: number) => new Date(timeMs).toISOString();
const fails = (kind: MailError['kind'], reason: string) => () => Promise.reject(new MailError(kind, reason));

let mailer: MailerHarness;
let id: string;

beforeEach(async () => {
  mailer = await createTestMailer();
  id = randomUUID();
});
afterEach(() => mailer.close());

describe('a mail that the server accepts', () => {
  it('is sent with a stable Message-ID and reported as sent', async () => {
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toMatchObject([
      {
        to: 'ada@example.com',
        from: 'notes@onasty.example',
        fromName: 'Onasty',
        subject: 'Confirm your email address',
        messageId: `<${id}@onasty.example>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Request-Id': 'request-1' },
      },
    ]);
    expect(mailer.reports).toEqual([{ v: 1, id, outcome: { kind: 'sent' } }]);
  });

  it('is skipped as a duplicate and reported as sent again, under a new message id', async () => {
    await mailer.handle(encrypted(id));
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.outcomes).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(new Set(mailer.bus.published.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is sent by one of several mailers that receive it at once', async () => {
    const others = await Promise.all(Array.from({ length: 10 }, () => mailer.startMailer()));
    const copies = others.map((other) => other.get(MailHandler).handle(encrypted(id)));
    const results = await Promise.all(copies);
    expect(mailer.sent).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'retry')).toHaveLength(9);
  });

  it('waits for the claim of another mailer and is taken over after the claim timeout', async () => {
    mailer.send = () => Promise.reject(new Error('killed'));
    await expect(mailer.handle(encrypted(id))).rejects.toThrow('killed');
    mailer.send = () => Promise.resolve();
    mailer.nowMs += 30_000;
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(retryAfter(60_000));
    mailer.nowMs += 60_000;
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
  });

  it('is recorded as sent before it is reported', async () => {
    mailer.send = () => {
      mailer.bus.isDown = true;
      return Promise.resolve();
    };
    await expect(mailer.handle(encrypted(id))).rejects.toThrow('event bus');
    expect(mailer.logged).toEqual(['mail sent']);
    mailer.bus.isDown = false;
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.outcomes).toEqual([{ kind: 'sent' }]);
  });

  it('is acknowledged if it was reported, even without a record', async () => {
    mailer.send = () => {
      mailer.bus.failsToSet = true;
      return Promise.resolve();
    };
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(mailer.outcomes).toEqual([{ kind: 'sent' }]);
    expect(mailer.logged).toEqual(['mail sent', 'mail not recorded as sent; duplicate possible']);
  });

  it.each<MailError['kind']>(['permanent', 'temporary', 'system'])(
    'stays sent if a mailer that overslept its claim meets a %s failure',
    async (kind) => {
      mailer.send = async () => {
        mailer.nowMs += 90_000;
        mailer.send = () => Promise.resolve();
        await mailer.handleByAnother(encrypted(id));
        throw new MailError(kind, 'smtp');
      };
      expect(await mailer.handle(encrypted(id))).toEqual(retryAfter(1_000));
      expect(await mailer.handle(encrypted(id))).toEqual(ack);
      expect(mailer.outcomes).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    },
  );

  it('is not sent again by the same mailer after the bus lost all records', async () => {
    await mailer.handle(encrypted(id));
    mailer.bus.loseRecords();
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
  });

  it('is not sent again after an outage of the bus, however long', async () => {
    mailer.send = () => {
      mailer.bus.failsToSet = true;
      mailer.bus.isDown = true;
      return Promise.resolve();
    };
    await expect(mailer.handle(encrypted(id))).rejects.toThrow('event bus');
    mailer.nowMs += 600_000;
    mailer.bus.failsToSet = false;
    mailer.bus.isDown = false;
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
  });

  it('can be stopped by one click if its kind can (RFC 8058)', async () => {
    const time = iso(START_MS);
    const stop_url = 'https://api.example.com/api/v1/notices/stop/token\r\nBcc: evil@example.org';
    const notices = [{ kind: 'read' as const, created_at: time, happened_at: time }];
    const options = { notices, more: 0, stop_token: 'token', stop_url };
    await mailer.handle(encrypted(id, { ...request, template_name: 'note_notices', options }));
    expect(mailer.sent[0]?.headers).toMatchObject({
      'List-Unsubscribe': expect.stringMatching(
        /^<https:\/\/api\.example\.com\/api\/v1\/notices\/stop\/token\S*>$/,
      ),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mailer.sent[0]?.text).toContain('/notices/stop#t=token\n');
  });

  it('has no X-Request-Id header if the request id contains line breaks', async () => {
    await mailer.handle(encrypted(id, { ...request, request_id: 'x\r\nBcc: evil@example.org' }));
    expect(mailer.sent[0]?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' });
  });
});

describe('a mail that fails temporarily', () => {
  it('is retried by the schedule and reported as deferred until then', async () => {
    mailer.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(encrypted(id))).toEqual(retryAfter(10_000));
    expect(mailer.outcomes).toEqual([{ kind: 'deferred', until: iso(START_MS + 10_000) }]);
    mailer.nowMs += 4_000;
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(retryAfter(6_000));
    mailer.nowMs += 6_000;
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(retryAfter(30_000));
    mailer.send = () => Promise.resolve();
    mailer.nowMs += 30_000;
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.outcomes.at(-1)).toEqual({ kind: 'sent' });
  });

  it('keeps its Message-ID', async () => {
    const seen: string[] = [];
    mailer.send = (mail) => {
      seen.push(mail.messageId);
      return fails('temporary', 'ETIMEDOUT')();
    };
    await mailer.handle(encrypted(id));
    mailer.nowMs += 10_000;
    await mailer.handle(encrypted(id));
    expect(seen).toEqual([`<${id}@onasty.example>`, `<${id}@onasty.example>`]);
  });

  it('is dead-lettered if the next attempt would miss its deadline', async () => {
    mailer.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(encrypted(id, request, START_MS + 9_000))).toEqual(ack);
    expect(mailer.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
  });
});

describe('a mail that can never be sent', () => {
  it('is dead-lettered at once with the reason, for all mailers', async () => {
    mailer.send = fails('permanent', 'smtp 5.1.1');
    expect(await mailer.handle(encrypted(id))).toEqual(ack);
    mailer.send = () => Promise.resolve();
    expect(await mailer.handleByAnother(encrypted(id))).toEqual(ack);
    expect(mailer.sent).toEqual([]);
    const dead = { kind: 'dead', reason: 'smtp 5.1.1' };
    expect(mailer.outcomes).toEqual([dead, dead]);
  });

  it('is dead-lettered if it arrives after its deadline', async () => {
    expect(await mailer.handle(encrypted(id, request, START_MS - 1))).toEqual(ack);
    expect(mailer.sent).toEqual([]);
    expect(mailer.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
  });
});

describe('mails while the mail server is unavailable', () => {
  it('retry every 15 s without losing attempts, and the first success closes the circuit breaker', async () => {
    const mails = Array.from({ length: 8 }, () => encrypted(randomUUID()));
    let attempts = 0;
    mailer.send = () => {
      attempts += 1;
      return fails('system', 'connect ECONNREFUSED')();
    };
    for (let round = 0; round < 20; round += 1) {
      const results = await Promise.all(mails.map((mail) => mailer.handle(mail)));
      expect(results).toEqual(mails.map(() => retryAfter(15_000)));
      mailer.nowMs += 15_000;
    }
    // All eight in the first round, then one probe in each.
    expect(attempts).toBe(8 + 19);
    expect(mailer.outcomes.every(({ kind }) => kind === 'deferred')).toBe(true);
    expect(mailer.outcomes.length).toBeLessThanOrEqual(8 * 3);

    mailer.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(encrypted(id))).toEqual(retryAfter(10_000));
    mailer.send = () => Promise.resolve();
    for (const mail of mails) expect(await mailer.handle(mail)).toEqual(ack);
    expect(mailer.sent).toHaveLength(8);
  });

  it('are dead-lettered at their deadline', async () => {
    mailer.send = fails('system', 'connect ECONNREFUSED');
    await mailer.handle(encrypted(id, request, START_MS + 20_000));
    mailer.nowMs += 20_000;
    expect(await mailer.handle(encrypted(id, request, START_MS + 20_000))).toEqual(ack);
    expect(mailer.outcomes.at(-1)).toEqual({ kind: 'dead', reason: 'expired' });
  });
});
