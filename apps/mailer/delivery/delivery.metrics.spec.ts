import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observeCircuitBreakers } from '#libs/circuit-breaker';
import { ack } from '#libs/event-bus';
import { expectGrowthHere, Metrics, metricsHere } from '../../../libs/observability/testing/metrics.js';
import { MailError } from '../senders/mail-sender.js';
import { createTestMailer } from '../testing/create-test-mailer.js';
import {
  bytes,
  encrypted,
  request,
  START_MS,
  type MailerHarness,
  underAnotherKey,
} from '../testing/mailer-harness.js';

const deadOf = (reason: string) => `onasty_mail_dead_total{reason="${reason}"}`;
const fails = (kind: MailError['kind']) => () => Promise.reject(new MailError(kind, 'smtp 5.1.1'));

describe('delivery metrics', () => {
  let mailer: MailerHarness;
  let before: Metrics;
  beforeEach(async () => {
    mailer = await createTestMailer();
    before = await metricsHere();
  });
  afterEach(() => mailer.close());

  it('count each attempt by template, with its durations', async () => {
    mailer.nowMs += 90_000;
    await mailer.handle(encrypted(randomUUID()));
    await mailer.handle(
      encrypted(randomUUID(), { ...request, template_name: 'account_exists', options: {} }),
    );
    await expectGrowthHere(before, {
      'mail_sent_total{template="email_verification"}': 1,
      'mail_sent_total{template="account_exists"}': 1,
      onasty_mail_send_duration_seconds_count: 2,
      onasty_mail_time_to_send_seconds_count: 2,
      'onasty_mail_time_to_send_seconds_bucket{le="60"}': 0,
      'onasty_mail_time_to_send_seconds_bucket{le="120"}': 2,
    });
  });

  it.each(['temporary', 'system'] as const)(
    'count a mail that is retried after a %s failure',
    async (kind) => {
      mailer.send = fails(kind);
      await mailer.handle(encrypted(randomUUID()));
      await expectGrowthHere(before, {
        [`mail_failed_total{reason="${kind}"}`]: 1,
        [`onasty_mail_retried_total{reason="${kind}"}`]: 1,
        onasty_mail_dead_total: 0,
        mail_sent_total: 0,
      });
    },
  );

  it('count a sent mail once, and each skipped duplicate', async () => {
    const copy = encrypted(randomUUID());
    for (const _time of [1, 2, 3]) await mailer.handleByAnother(copy);
    await expectGrowthHere(before, { mail_sent_total: 1, onasty_mail_duplicates_total: 2 });
  });

  it.each([
    ['permanent', () => encrypted(randomUUID())],
    ['expired', () => encrypted(randomUUID(), request, START_MS - 1)],
    ['malformed', () => bytes({ ...request, template_name: 'spam' })],
  ])('count a dead-lettered mail once, by reason: %s', async (reason, mail) => {
    mailer.send = fails('permanent');
    await mailer.handle(mail());
    await expectGrowthHere(before, { onasty_mail_dead_total: 1, [deadOf(reason)]: 1, mail_sent_total: 0 });
  });

  it('count no repeated delivery of a dead mail', async () => {
    mailer.send = fails('permanent');
    const mail = encrypted(randomUUID());
    for (const _time of [1, 2]) await mailer.handleByAnother(mail);
    await expectGrowthHere(before, {
      onasty_mail_dead_total: 1,
      'mail_failed_total{reason="permanent"}': 1,
      onasty_mail_retried_total: 0,
    });
  });

  it('count a dead mail without a record once, however often its report failed', async () => {
    const unreadable = bytes({ v: 1, id: randomUUID(), sealed: 7 });
    const undecryptable = underAnotherKey(encrypted(randomUUID(), request, START_MS - 1));

    mailer.bus.rejected.add('mailer.report');
    for (const data of [unreadable, unreadable, undecryptable, undecryptable])
      await expect(mailer.handle(data)).rejects.toThrow('event bus');
    await expectGrowthHere(before, { onasty_mail_dead_total: 0 });

    mailer.bus.rejected.clear();
    for (const data of [unreadable, undecryptable]) expect(await mailer.handle(data)).toEqual(ack);
    await expectGrowthHere(before, {
      onasty_mail_dead_total: 2,
      [deadOf('malformed')]: 1,
      [deadOf('expired')]: 1,
    });
  });

  it('name the reply that concerns all mails, until the server accepts one', async () => {
    const failures = async () => (await metricsHere()).text.match(/^onasty_mail_server_failure\{.*$/gm);
    for (const kind of ['temporary', 'permanent'] as const) {
      mailer.send = fails(kind);
      await mailer.handle(encrypted(randomUUID()));
    }
    expect(await failures()).toBeNull();
    for (const reply of ['smtp 5.4.5', 'auth smtp 5.7.8']) {
      mailer.send = () => Promise.reject(new MailError('system', reply));
      await mailer.handle(encrypted(randomUUID()));
      expect(await failures()).toEqual([expect.stringContaining(`{reply="${reply}"} 1`)]);
    }
    mailer.send = () => Promise.resolve();
    await mailer.handle(encrypted(randomUUID()));
    expect(await failures()).toBeNull();
  });

  it('attempts that fail for the mail server, until its circuit breaker opens', async () => {
    const registry = new Registry();
    observeCircuitBreakers(registry, { smtp: mailer.transport });
    const circuit = async () =>
      new Metrics(await registry.metrics()).value('onasty_circuit_open{part="smtp"}');
    expect(await circuit()).toBe(0);
    mailer.send = fails('system');
    for (const _mail of [1, 2, 3, 4, 5, 6, 7]) await mailer.handle(encrypted(randomUUID()));
    expect(await circuit()).toBe(1);
    await expectGrowthHere(before, {
      'mail_failed_total{reason="system"}': 5,
      onasty_mail_dead_total: 0,
    });
    mailer.send = () => Promise.resolve();
    mailer.nowMs += 15_000;
    await mailer.handle(encrypted(randomUUID()));
    expect(await circuit()).toBe(0);
  });
});
