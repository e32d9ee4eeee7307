import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, newEmail, signIn, signUp } from '../support/accounts.js';
import { startMailer } from '../support/mailer.js';
import { expectGrowth, scrape } from '../support/metrics.js';
import { NatsServer } from '../support/nats.js';
import { useOauthCore } from '../support/oauth-core.js';
import type { ProductProcess } from '../support/process.js';
import { SmtpPeer } from '../support/smtp.js';
import { TARGET } from '../support/target.js';
import { until } from '../support/until.js';

const SERVED = { METRICS_PORT: '0', HTTP_HOST: '127.0.0.1' };

const [nats, smtp] = await Promise.all([NatsServer.start(), SmtpPeer.start()]);
const { oidc, world, browser } = await useOauthCore({
  ...SERVED,
  NATS_URL: nats.url,
  ...(TARGET === 'standalone' && { SMTP_URL: smtp.url }),
  RATELIMIT_ENABLED: 'true',
  RATELIMIT_RPS: '100',
  RATELIMIT_BURST: '200',
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

/** The token of the mail that asks to confirm the address, once it has come. */
async function confirmationOf(email: string): Promise<string> {
  const mail = () => smtp.mails.find(({ recipients }) => recipients.includes(email))?.raw;
  await until('the mail is there', () => mail() !== undefined);
  const [, token] = /#t=3D([\w-]{43})/.exec((mail() ?? '').replaceAll('=\r\n', '')) ?? [];
  if (token === undefined) throw new Error('no link in the mail');
  return token;
}

describe('the metrics of accounts and mails count', () => {
  it('each account, confirmation and sign-in once, each mail by what it says, and nothing for a refusal', async () => {
    const [before, mailed] = [await scrape(core()), await scrape(mailer)];
    const email = newEmail();
    await signUp(http(), email);
    expect((await signIn(http(), email)).status).toBe(400);
    const token = await confirmationOf(email);
    for (const _try of [1, 2]) await http().post(at('/auth/verify'), { token });
    await signUp(http(), email);
    await signUp(http(), 'not an address');
    expect((await signIn(http(), email)).status).toBe(200);
    await signIn(http(), email, 'not the password');
    await expectGrowth(core(), before, {
      onasty_sign_ups_total: 1,
      onasty_confirmations_total: 1,
      'onasty_sign_ins_total{way="password"}': 1,
      'onasty_sign_in_failures_total{way="password",reason="not_activated"}': 1,
      'onasty_sign_in_failures_total{way="password",reason="credentials"}': 1,
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

  it('who signs in through a provider, and who is refused there', async () => {
    const before = await scrape(core());
    const email = newEmail();
    oidc.user = { sub: email, email, email_verified: true };
    for (const _time of [1, 2]) {
      const visitor = browser();
      expect((await visitor.exchange(await visitor.codeFrom('oidc'))).status).toBe(200);
    }
    await browser().comeBack(await browser().returnFrom('google'));
    await expectGrowth(core(), before, {
      onasty_sign_ups_total: 1,
      'onasty_sign_ins_total{way="oidc"}': 2,
      'onasty_sign_ins_total{way="google"}': 0,
      'onasty_sign_in_failures_total{way="google",reason="state"}': 1,
    });
  });

  it('who is limited: guesses at a password, and those who have mail sent', async () => {
    const before = await scrape(core());
    const email = newEmail();
    await Promise.all(Array.from({ length: 8 }, () => signIn(http(), email, 'guessed')));
    const localAddress = '127.0.0.42';
    const askForMail = () => http().post(at('/auth/resend-verification-email'), { email }, { localAddress });
    const asked = await Promise.all(Array.from({ length: 13 }, askForMail));
    const refused = asked.filter(({ status }) => status === 429).length;
    expect(refused).toBe(3);
    await expectGrowth(core(), before, {
      'onasty_http_requests_limited_total{limit="passwords"}': 3,
      'onasty_sign_in_failures_total{way="password",reason="credentials"}': 5,
      'onasty_sign_in_failures_total{way="password",reason="limited"}': 3,
      'onasty_http_requests_limited_total{limit="mails"}': 3,
    });
  });

  it('mails that are refused for good, and those that wait for a mail server', async () => {
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

describe('the metrics tell', () => {
  it('that NATS is away, and the queue of mails is not known then', async () => {
    await nats.kill();
    await until('it is noticed', async () => {
      const [ofCore, ofMailer] = [await scrape(core()), await scrape(mailer)];
      const isAway = [ofCore, ofMailer].every((metrics) => metrics.value('onasty_nats_connected') === 0);
      return isAway && ofMailer.value('onasty_jetstream_pending') === undefined;
    });
  });
});
