import { observeCircuitBreakers } from '#libs/circuit-breaker';
import { ack } from '#libs/event-bus';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectGrowthHere, Metrics, metricsHere } from '../../../libs/observability/testing/metrics.js';
import { MailFault } from '../senders/mail-sender.js';
import { bytes, MailRoom, request, sealed, START_MS } from '../testing/mail-room.js';

const deadOf = (reason: string) => `onasty_mail_dead_total{reason="${reason}"}`;
const fails = (kind: MailFault['kind']) => () => Promise.reject(new MailFault(kind, 'smtp 5.1.1'));

describe('the metrics of mails count', () => {
  let room: MailRoom;
  let before: Metrics;
  beforeEach(async () => {
    room = new MailRoom();
    before = await metricsHere();
  });

  it('a mail that was sent once, and each copy of it that was skipped', async () => {
    const copy = sealed(randomUUID());
    for (const _time of [1, 2, 3]) await room.mailer().handle(copy);
    await expectGrowthHere(before, { mail_sent_total: 1, onasty_mail_duplicates_total: 2 });
  });

  it.each([
    ['permanent', () => sealed(randomUUID())],
    ['expired', () => sealed(randomUUID(), request, START_MS - 1)],
    ['malformed', () => bytes({ ...request, template_name: 'spam' })],
  ])('a mail that was given up, once, by its reason: %s', async (reason, mail) => {
    room.send = fails('permanent');
    await room.mailer().handle(mail());
    await expectGrowthHere(before, { onasty_mail_dead_total: 1, [deadOf(reason)]: 1, mail_sent_total: 0 });
  });

  it('nothing twice of a mail that is dead already', async () => {
    room.send = fails('permanent');
    const mail = sealed(randomUUID());
    for (const _time of [1, 2]) await room.mailer().handle(mail);
    await expectGrowthHere(before, { onasty_mail_dead_total: 1, 'mail_failed_total{reason="permanent"}': 1 });
  });

  it('a mail without a mark that is given up once, however often nobody could be told', async () => {
    const mailer = room.mailer();
    const unreadable = bytes({ v: 1, id: randomUUID(), sealed: 7 });
    const ended = Buffer.from(sealed(randomUUID(), request, START_MS - 1)).toString();
    const lockedAndEnded = new TextEncoder().encode(ended.replace('"k1"', '"k2"'));

    room.refused.add('mailer.report');
    for (const data of [unreadable, unreadable, lockedAndEnded, lockedAndEnded])
      await expect(mailer.handle(data)).rejects.toThrow('event bus');
    await expectGrowthHere(before, { onasty_mail_dead_total: 0 });

    room.refused.clear();
    for (const data of [unreadable, lockedAndEnded]) expect(await mailer.handle(data)).toEqual(ack);
    await expectGrowthHere(before, {
      onasty_mail_dead_total: 2,
      [deadOf('malformed')]: 1,
      [deadOf('expired')]: 1,
    });
  });

  it('attempts that failed for the server, until it is spared more of them', async () => {
    const mailer = room.mailer();
    const registry = new Registry();
    observeCircuitBreakers(registry, { smtp: mailer });
    const circuit = async () =>
      new Metrics(await registry.metrics()).value('onasty_circuit_open{part="smtp"}');
    expect(await circuit()).toBe(0);
    room.send = fails('system');
    for (const _mail of [1, 2, 3, 4, 5, 6, 7]) await mailer.handle(sealed(randomUUID()));
    expect(await circuit()).toBe(1);
    await expectGrowthHere(before, {
      'mail_failed_total{reason="system"}': 5,
      onasty_mail_dead_total: 0,
    });
    room.send = () => Promise.resolve();
    room.nowMs += 15_000;
    await mailer.handle(sealed(randomUUID()));
    expect(await circuit()).toBe(0);
  });
});
