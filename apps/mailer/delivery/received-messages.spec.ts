import { ack, retryAfter } from '#libs/event-bus';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { MailFault } from '../senders/mail-sender.js';
import { bytes, MailRoom, request, sealed, START_MS } from '../testing/mail-room.js';
import type { Delivery } from './delivery.js';

let room: MailRoom;
let mailer: Delivery;
let id: string;

beforeEach(() => {
  room = new MailRoom();
  mailer = room.mailer();
  id = randomUUID();
});

describe('a plain mail request of anybody', () => {
  it('is sent once, however often the same comes', async () => {
    expect(await mailer.handle(bytes(request))).toEqual(ack);
    expect(await mailer.handle(bytes(request))).toEqual(ack);
    expect(room.sent).toHaveLength(1);
    await mailer.handle(bytes({ ...request, request_id: 'request-2' }));
    expect(new Set(room.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is tried for 24 hours since it was first seen', async () => {
    room.send = () => Promise.reject(new MailFault('temporary', 'smtp 4.7.1'));
    let tries = 0;
    for (let verdict = await mailer.handle(bytes(request)); verdict.kind === 'retry'; tries += 1) {
      room.nowMs += verdict.afterMs;
      verdict = await mailer.handle(bytes(request));
    }
    const hours = (room.nowMs - START_MS) / 3_600_000;
    expect(hours).toBeGreaterThan(22.5);
    expect(hours).toBeLessThanOrEqual(24);
    expect(room.outcomes.at(-1)).toEqual({ kind: 'dead', reason: 'expired' });
  });
});

describe('a message that no mail can be made of', () => {
  it.each([
    ['not json', new TextEncoder().encode('{')],
    ['not json', Uint8Array.of(0xff, 0xfe)],
    ['malformed', bytes(null)],
    ['malformed', bytes({ ...request, receiver: 7 })],
    ['malformed', bytes({ ...request, options: {} })],
    ['unknown template', bytes({ ...request, template_name: 'toString' })],
  ])('is laid aside as %s, and blocks nothing', async (reason, data) => {
    expect(await mailer.handle(data)).toEqual(ack);
    const received = Buffer.from(data).toString('base64');
    expect(room.deadLetters).toEqual([{ v: 1, id: null, reason, received }]);
    expect(room.reports).toEqual([]);
  });

  it('is laid aside without what it holds when it was encrypted, and whoever sent it is told', async () => {
    const other = randomUUID();
    expect(await mailer.handle(bytes({ v: 1, id, sealed: 7 }))).toEqual(ack);
    expect(await mailer.handle(sealed(id, { ...request, template_name: 'spam' }))).toEqual(ack);
    const moved: unknown = JSON.parse(Buffer.from(sealed(other)).toString().replace(other, id));
    expect(await mailer.handle(bytes(moved))).toEqual(ack);
    const reasons = ['malformed', 'malformed', 'not decryptable'];
    expect(room.deadLetters).toEqual(reasons.map((reason) => ({ v: 1, id, reason, received: null })));
    expect(room.outcomes).toEqual(reasons.map((reason) => ({ kind: 'dead', reason })));
    expect(room.sent).toEqual([]);
  });

  it('waits when its key is not there yet, until its deadline', async () => {
    const text = Buffer.from(sealed(id)).toString().replace('"k1"', '"k2"');
    const locked = new TextEncoder().encode(text);
    expect(await mailer.handle(locked)).toEqual(retryAfter(60_000));
    room.nowMs += 86_400_000;
    expect(await mailer.handle(locked)).toEqual(ack);
    expect(room.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
  });
});
