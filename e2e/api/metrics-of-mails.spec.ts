import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEmail, signUp } from '../support/accounts.js';
import { startMailer } from '../support/mailer.js';
import { expectGrowth, scrape } from '../support/metrics.js';
import { NatsServer } from '../support/nats.js';
import type { ProductProcess } from '../support/process.js';
import { SmtpPeer } from '../support/smtp.js';
import { TARGET } from '../support/target.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

const SERVED = { METRICS_PORT: '0', HTTP_HOST: '127.0.0.1' };

const [nats, smtp] = await Promise.all([NatsServer.start(), SmtpPeer.start()]);
const world = useCore({
  ...SERVED,
  NATS_URL: nats.url,
  ...(TARGET === 'standalone' && { SMTP_URL: smtp.url }),
});
const core = () => world().core.process;
const http = () => world().core.direct;
/** The process that sends mails. */
let mailer: ProductProcess;
let isMailerOurs = false;

beforeAll(async () => {
  isMailerOurs = TARGET !== 'standalone';
  mailer = isMailerOurs ? await startMailer(nats.url, smtp.url, SERVED) : core();
});
afterAll(async () => {
  if (isMailerOurs) await mailer.end('SIGTERM');
  await Promise.all([nats.stop(), smtp.stop()]);
});

describe('metrics of mails', () => {
  it('count each mail once by its template, with its times, until the outbox is empty', async () => {
    const [before, mailed] = [await scrape(core()), await scrape(mailer)];
    const email = newEmail();
    await signUp(http(), email);
    await signUp(http(), email);
    await expectGrowth(core(), before, {
      onasty_outbox_published_total: 2,
      onasty_outbox_publish_errors_total: 0,
    });
    await expectGrowth(mailer, mailed, {
      'mail_sent_total{template="email_verification"}': 1,
      'mail_sent_total{template="account_exists"}': 1,
      onasty_mail_send_duration_seconds_count: 2,
      onasty_mail_time_to_send_seconds_count: 2,
    });
    await expect.poll(async () => (await scrape(core())).value('onasty_outbox_waiting')).toBe(0);
  });

  it('count permanent failures and retries, and show the mail that waits', async () => {
    const mailed = await scrape(mailer);
    smtp.behaviour = 'refuses the recipient';
    await signUp(http(), newEmail());
    await expectGrowth(mailer, mailed, {
      'mail_failed_total{reason="permanent"}': 1,
      'onasty_mail_dead_total{reason="permanent"}': 1,
      onasty_mail_retried_total: 0,
    });
    smtp.behaviour = 'refuses connections';
    await signUp(http(), newEmail());
    await expectGrowth(mailer, mailed, {
      'mail_failed_total{reason="system"}': 1,
      'onasty_mail_retried_total{reason="system"}': 1,
      onasty_mail_dead_total: 1,
      mail_sent_total: 0,
    });
    await expect.poll(async () => (await scrape(core())).value('onasty_outbox_waiting')).toBe(1);
    expect((await scrape(core())).value('onasty_outbox_oldest_seconds')).toBeGreaterThan(0);
  });
});

describe('metrics without NATS', () => {
  it('report the lost connection, and no length of the queue', async () => {
    await nats.kill();
    await until('it is noticed', async () => {
      const [ofCore, ofMailer] = [await scrape(core()), await scrape(mailer)];
      const isAway = [ofCore, ofMailer].every((metrics) => metrics.value('onasty_nats_connected') === 0);
      return isAway && ofMailer.value('onasty_jetstream_pending') === undefined;
    });
  });
});
