import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ack, retryAfter } from '#libs/event-bus';
import { MailError } from '../senders/mail-sender.js';
import { createTestMailer } from '../testing/create-test-mailer.js';
import {
  bytes,
  encrypted,
  request,
  START_MS,
  underAnotherKey,
  type MailerHarness,
} from '../testing/mailer-harness.js';

let mailer: MailerHarness;
let id: string;

beforeEach(async () => {
  mailer = await createTestMailer();
  id = randomUUID();
});
afterEach(() => mailer.close());

describe('a plain mail request', () => {
  it('is sent once, however often an identical one arrives', async () => {
    expect(await mailer.handle(bytes(request))).toEqual(ack);
    expect(await mailer.handle(bytes(request))).toEqual(ack);
    expect(mailer.sent).toHaveLength(1);
    await mailer.handle(bytes({ ...request, request_id: 'request-2' }));
    expect(new Set(mailer.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is retried for 24 hours after its first delivery', async () => {
    mailer.send = () => Promise.reject(new MailError('temporary', 'smtp 4.7.1'));
    for (let result = await mailer.handle(bytes(request)); result.kind === 'retry';) {
      mailer.nowMs += result.afterMs;
      result = await mailer.handle(bytes(request));
    }
    const hours = (mailer.nowMs - START_MS) / 3_600_000;
    expect(hours).toBeGreaterThan(22.5);
    expect(hours).toBeLessThanOrEqual(24);
    expect(mailer.outcomes.at(-1)).toEqual({ kind: 'dead', reason: 'expired' });
  });
});

describe('a malformed message', () => {
  it.each([
    ['not json', new TextEncoder().encode('{')],
    ['not json', Uint8Array.of(0xff, 0xfe)],
    ['malformed', bytes(null)],
    ['malformed', bytes({ ...request, receiver: 7 })],
    ['malformed', bytes({ ...request, options: {} })],
    ['unknown template', bytes({ ...request, template_name: 'toString' })],
  ])('is dead-lettered as %s and acknowledged', async (reason, data) => {
    expect(await mailer.handle(data)).toEqual(ack);
    const received = Buffer.from(data).toString('base64');
    expect(mailer.deadLetters).toEqual([{ v: 1, id: null, reason, received }]);
    expect(mailer.reports).toEqual([]);
  });

  it('is dead-lettered without its content if it was encrypted, and reported to core', async () => {
    const other = randomUUID();
    expect(await mailer.handle(bytes({ v: 1, id, sealed: 7 }))).toEqual(ack);
    expect(await mailer.handle(encrypted(id, { ...request, template_name: 'spam' }))).toEqual(ack);
    const moved: unknown = JSON.parse(Buffer.from(encrypted(other)).toString().replace(other, id));
    expect(await mailer.handle(bytes(moved))).toEqual(ack);
    const reasons = ['malformed', 'malformed', 'not decryptable'];
    expect(mailer.deadLetters).toEqual(reasons.map((reason) => ({ v: 1, id, reason, received: null })));
    expect(mailer.outcomes).toEqual(reasons.map((reason) => ({ kind: 'dead', reason })));
    expect(mailer.sent).toEqual([]);
  });
});

const withoutFingerprint = (data: Uint8Array, key: Record<string, unknown>) =>
  bytes({ ...JSON.parse(Buffer.from(data).toString()), key_fingerprint: undefined, ...key });

it.each<[string, (id: string) => Uint8Array]>([
  ['an unknown key', (mail) => withoutFingerprint(encrypted(mail), { key_id: 'k2' })],
  ['other bytes under the id', (mail) => underAnotherKey(encrypted(mail))],
  // An event of an earlier version, whose id names the key of this mailer.
  ['perhaps other bytes under the id', (mail) => withoutFingerprint(encrypted(mail), { id: randomUUID() })],
])('retries a mail of %s until its deadline', async (_what, mailUnder) => {
  const undecryptable = mailUnder(id);
  expect(await mailer.handle(undecryptable)).toEqual(retryAfter(60_000));
  expect(mailer.outcomes).toEqual([]);
  mailer.nowMs += 86_400_000;
  expect(await mailer.handle(undecryptable)).toEqual(ack);
  expect(mailer.outcomes).toEqual([{ kind: 'dead', reason: 'expired' }]);
});

it('sends a mail of an earlier version, which has no fingerprint', async () => {
  expect(await mailer.handle(withoutFingerprint(encrypted(id), {}))).toEqual(ack);
  expect(mailer.sent).toHaveLength(1);
});
