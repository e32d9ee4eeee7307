import { ack, retryAfter } from '#libs/event-bus';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { MailFault } from '../senders/mail-sender.js';
import { MailRoom, request, sealed, START_MS } from '../testing/mail-room.js';
import type { Delivery } from './delivery.js';

const iso = (timeMs: number) => new Date(timeMs).toISOString();
const fails = (kind: MailFault['kind'], reason: string) => () => Promise.reject(new MailFault(kind, reason));

let room: MailRoom;
let mailer: Delivery;
let id: string;

beforeEach(() => {
  room = new MailRoom();
  mailer = room.mailer();
  id = randomUUID();
});

describe('a mail that the server takes', () => {
  it('is sent with one Message-ID, and said to be sent', async () => {
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(room.sent).toMatchObject([
      {
        to: 'ada@example.com',
        from: 'notes@onasty.example',
        subject: 'email_verification',
        messageId: `<${id}@onasty.example>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Request-Id': 'request-1' },
      },
    ]);
    expect(room.reports).toEqual([{ v: 1, id, outcome: { kind: 'sent' } }]);
  });

  it('is not sent again when a copy comes, but said to be sent again', async () => {
    await mailer.handle(sealed(id));
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
    expect(room.outcomes).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(new Set(room.said.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is sent by one of many mailers that get it at once', async () => {
    const copies = Array.from({ length: 10 }, () => room.mailer().handle(sealed(id)));
    const verdicts = await Promise.all(copies);
    expect(room.sent).toHaveLength(1);
    expect(verdicts.filter(({ kind }) => kind === 'retry')).toHaveLength(9);
  });

  it('waits while another mailer sends it, and is taken over from one that died', async () => {
    room.send = () => Promise.reject(new Error('killed'));
    await expect(mailer.handle(sealed(id))).rejects.toThrow('killed');
    room.send = () => Promise.resolve();
    room.nowMs += 30_000;
    expect(await room.mailer().handle(sealed(id))).toEqual(retryAfter(60_000));
    room.nowMs += 60_000;
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
  });

  it('comes again when nobody could be told, and is not sent again', async () => {
    room.send = () => {
      room.publishes = false;
      return Promise.resolve();
    };
    await expect(mailer.handle(sealed(id))).rejects.toThrow('event bus');
    expect(room.logged).toEqual(['mail sent']);
    room.publishes = true;
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
    expect(room.outcomes).toEqual([{ kind: 'sent' }]);
  });

  it('is done when it could be told, though not marked', async () => {
    room.send = () => {
      room.noteFails = true;
      return Promise.resolve();
    };
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(room.outcomes).toEqual([{ kind: 'sent' }]);
  });

  it.each<MailFault['kind']>(['permanent', 'temporary', 'system'])(
    'stays sent when a mailer that slept past its claim finds a %s fault',
    async (kind) => {
      room.send = async () => {
        room.nowMs += 90_000;
        room.send = () => Promise.resolve();
        await room.mailer().handle(sealed(id));
        throw new MailFault(kind, 'smtp');
      };
      expect(await mailer.handle(sealed(id))).toEqual(retryAfter(1_000));
      expect(await mailer.handle(sealed(id))).toEqual(ack);
      expect(room.outcomes).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    },
  );

  it('is not sent again by the same mailer when the bus lost all marks', async () => {
    await mailer.handle(sealed(id));
    room.kept.clear();
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
  });

  it('is not sent again when the bus was away just then, however long', async () => {
    room.send = () => {
      room.noteFails = true;
      room.publishes = false;
      return Promise.resolve();
    };
    await expect(mailer.handle(sealed(id))).rejects.toThrow('event bus');
    room.nowMs += 600_000;
    room.noteFails = false;
    room.publishes = true;
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
  });

  it('keeps a request id with line breaks out of its headers', async () => {
    await mailer.handle(sealed(id, { ...request, request_id: 'x\r\nBcc: evil@example.org' }));
    expect(room.sent[0]?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' });
  });
});

describe('a mail that can not be sent now', () => {
  it('comes again by the schedule, and is said to wait until then', async () => {
    room.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(sealed(id))).toEqual(retryAfter(10_000));
    expect(room.outcomes).toEqual([{ kind: 'deferred', until: iso(START_MS + 10_000) }]);
    room.nowMs += 4_000;
    expect(await room.mailer().handle(sealed(id))).toEqual(retryAfter(6_000));
    room.nowMs += 6_000;
    expect(await room.mailer().handle(sealed(id))).toEqual(retryAfter(30_000));
    room.send = () => Promise.resolve();
    room.nowMs += 30_000;
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
    expect(room.outcomes.at(-1)).toEqual({ kind: 'sent' });
  });

  it('keeps its Message-ID', async () => {
    const seen: string[] = [];
    room.send = (mail) => {
      seen.push(mail.messageId);
      return fails('temporary', 'ETIMEDOUT')();
    };
    await mailer.handle(sealed(id));
    room.nowMs += 10_000;
    await mailer.handle(sealed(id));
    expect(seen).toEqual([`<${id}@onasty.example>`, `<${id}@onasty.example>`]);
  });

  it('is dead when the next attempt would come after its deadline', async () => {
    room.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(sealed(id, request, START_MS + 9_000))).toEqual(ack);
    expect(room.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
  });
});

describe('a mail that can never be sent', () => {
  it('is dead at once with the reason, and stays so', async () => {
    room.send = fails('permanent', 'smtp 5.1.1');
    expect(await mailer.handle(sealed(id))).toEqual(ack);
    room.send = () => Promise.resolve();
    expect(await room.mailer().handle(sealed(id))).toEqual(ack);
    expect(room.sent).toEqual([]);
    const dead = { kind: 'dead', reason: 'smtp 5.1.1' };
    expect(room.outcomes).toEqual([dead, dead]);
  });

  it('is dead when it comes after its deadline', async () => {
    expect(await mailer.handle(sealed(id, request, START_MS - 1))).toEqual(ack);
    expect(room.sent).toEqual([]);
    expect(room.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
  });
});

describe('mails while the server can not be used', () => {
  it('come again every 15 s and lose no attempt, and the first that arrives frees the others', async () => {
    const mails = Array.from({ length: 8 }, () => sealed(randomUUID()));
    let tries = 0;
    room.send = () => {
      tries += 1;
      return fails('system', 'connect ECONNREFUSED')();
    };
    for (let round = 0; round < 20; round += 1) {
      const verdicts = await Promise.all(mails.map((mail) => mailer.handle(mail)));
      expect(verdicts).toEqual(mails.map(() => retryAfter(15_000)));
      room.nowMs += 15_000;
    }
    expect(tries).toBe(8 + 19);
    expect(room.outcomes.every(({ kind }) => kind === 'deferred')).toBe(true);
    expect(room.outcomes.length).toBeLessThanOrEqual(8 * 3);

    room.send = fails('temporary', 'smtp 4.7.1');
    expect(await mailer.handle(sealed(id))).toEqual(retryAfter(10_000));
    room.send = () => Promise.resolve();
    for (const mail of mails) expect(await mailer.handle(mail)).toEqual(ack);
    expect(room.sent).toHaveLength(8);
  });

  it('die at their deadline', async () => {
    room.send = fails('system', 'connect ECONNREFUSED');
    await mailer.handle(sealed(id, request, START_MS + 20_000));
    room.nowMs += 20_000;
    expect(await mailer.handle(sealed(id, request, START_MS + 20_000))).toEqual(ack);
    expect(room.outcomes.at(-1)).toEqual({ kind: 'dead', reason: 'expired' });
  });
});
