import { afterAll, expect, it } from 'vitest';
import { expectGrowthHere } from '../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../testing/create-test-app.js';
import { at, newEmail } from '../testing/test-actions.js';
import { createOauthApp } from './oauth/testing/create-oauth-app.js';

const { app, oidc, browser, close } = await createOauthApp();
const limited = await createTestApp({
  database: app.database,
  environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '1000', RATELIMIT_BURST: '5000' },
});
afterAll(async () => {
  await limited.close();
  await close();
});

it('metrics count each sign-up, verification and sign-in once, and failures by reason', async () => {
  const before = await app.metrics();
  const email = newEmail();
  await app.signUp(email);
  expect((await app.signIn(email)).status).toBe(400);
  const token = await app.tokenFor(email, 'email_verification');
  for (let use = 0; use < 2; use += 1) await app.http.post(at('/auth/verify'), { token });
  await app.signUp(email);
  await app.signUp('not an address');
  expect((await app.signIn(email)).status).toBe(200);
  await app.signIn(email, 'not the password');
  await expectGrowthHere(before, {
    onasty_sign_ups_total: 1,
    onasty_confirmations_total: 1,
    'onasty_sign_ins_total{way="password"}': 1,
    'onasty_sign_in_failures_total{way="password",reason="not_activated"}': 1,
    'onasty_sign_in_failures_total{way="password",reason="credentials"}': 1,
  });
});

it('metrics count a verification by a password reset', async () => {
  const email = newEmail();
  await app.signUp(email);
  await app.http.post(at('/auth/reset-password'), { email });
  const token = await app.tokenFor(email, 'reset_password');
  const before = await app.metrics();
  await app.http.post(at(`/auth/reset-password/${token}`), { password: 'quite another one 19' });
  await expectGrowthHere(before, { onasty_confirmations_total: 1, onasty_sign_ups_total: 0 });
});

it('metrics count sign-ins through a provider, and rejected ones by reason', async () => {
  const before = await app.metrics();
  const email = newEmail();
  oidc.user = { sub: email, email, email_verified: true };
  for (let signIn = 0; signIn < 2; signIn += 1) {
    const visitor = browser();
    expect((await visitor.exchange(await visitor.codeFrom('oidc'))).status).toBe(200);
  }
  await browser().comeBack(await browser().returnFrom('google'));
  await expectGrowthHere(before, {
    onasty_sign_ups_total: 1,
    'onasty_sign_ins_total{way="oidc"}': 2,
    'onasty_sign_ins_total{way="google"}': 0,
    'onasty_sign_in_failures_total{way="google",reason="state"}': 1,
  });
});

it('metrics count throttled passwords and limited requests for mail', async () => {
  const before = await app.metrics();
  const email = newEmail();
  await Promise.all(Array.from({ length: 5 }, () => limited.signIn(email, 'guessed')));
  await app.database.query("UPDATE sign_in_failure SET blocked_until = blocked_until + interval '1 min'");
  for (let attempt = 0; attempt < 3; attempt += 1) await limited.signIn(email, 'guessed');
  const requests = Array.from({ length: 13 }, () =>
    limited.http.post(at('/auth/resend-verification-email'), { email }, { localAddress: '127.0.0.42' }),
  );
  expect((await Promise.all(requests)).filter(({ status }) => status === 429)).toHaveLength(3);
  await expectGrowthHere(before, {
    'onasty_http_requests_limited_total{limit="passwords"}': 3,
    'onasty_sign_in_failures_total{way="password",reason="credentials"}': 5,
    'onasty_sign_in_failures_total{way="password",reason="limited"}': 3,
    'onasty_http_requests_limited_total{limit="mails"}': 3,
  });
});
