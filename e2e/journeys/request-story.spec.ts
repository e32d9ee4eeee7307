import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD } from '../support/accounts.js';
import { Core } from '../support/core.js';
import { startMailer } from '../support/mailer.js';
import { NatsServer } from '../support/nats.js';
import { createTestDatabase, type TestDatabase } from '../../libs/database/testing/test-database.js';
import type { ProductProcess } from '../support/process.js';
import { SmtpPeer } from '../support/smtp.js';
import { until } from '../support/until.js';

describe('one search for the id of a request, over the logs of core and mailer', () => {
  let database: TestDatabase;
  let nats: NatsServer;
  let smtp: SmtpPeer;
  let core: Core;
  let mailer: ProductProcess;

  beforeAll(async () => {
    [database, nats, smtp] = await Promise.all([createTestDatabase(), NatsServer.start(), SmtpPeer.start()]);
    core = await Core.start(database.url, { NATS_URL: nats.url });
    mailer = await startMailer(nats.url, smtp.url);
  });
  beforeEach(() => {
    smtp.behaviour = 'accepts';
  });
  afterAll(async () => {
    await mailer.end('SIGTERM');
    await core.stop();
    await smtp.stop();
    await nats.stop();
    await database.drop();
  });

  const signUpAs = (id: string) =>
    core.direct.post(
      at('/auth/signup'),
      { email: newEmail(), password: PASSWORD },
      { headers: { 'x-request-id': id } },
    );
  const search = (id: string) =>
    [...core.log(), ...mailer.log()]
      .filter((line) => line['request_id'] === id)
      .map(({ service, message }) => `${String(service)}: ${String(message)}`)
      .toSorted();
  const mailsSent = () => smtp.mails.filter(({ raw }) => /^X-Request-Id: story-sent\r$/im.test(raw));

  it('finds that its mail was sent, and the mail names it', async () => {
    await signUpAs('story-sent');
    await until('the mail arrives', () => mailsSent().length === 1);
    await expect.poll(() => search('story-sent')).toEqual(['core: request', 'mailer: mail sent']);
  });

  it('finds why its mail was given up, told by both', async () => {
    smtp.behaviour = 'refuses the recipient';
    await signUpAs('story-dead');
    await expect
      .poll(() => search('story-dead'), { timeout: 10_000 })
      .toEqual(['core: mail dead-lettered', 'core: request', 'mailer: mail not sent']);
  });

  it('misses no line of the mailer about a mail', () => {
    const aboutMails = mailer.log().filter((line) => 'mail_id' in line);
    expect(aboutMails.length).toBeGreaterThanOrEqual(2);
    expect(aboutMails.filter((line) => !('request_id' in line))).toEqual([]);
  });
});
