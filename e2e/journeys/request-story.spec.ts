import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD } from '../../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { until } from '../support/until.js';

describe('the request id in the logs of core and mailer', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment().withMailers().onClonedDatabase().start();
  });
  beforeEach(() => {
    deployment.smtp.behaviour = 'accepts';
  });
  afterAll(() => deployment.stop());

  const signUpAs = (id: string) =>
    deployment.http.post(
      at('/auth/signup'),
      { email: newEmail(), password: PASSWORD },
      { headers: { 'x-request-id': id } },
    );
  const mailerLog = () => deployment.mailers.flatMap((mailer) => mailer.log());
  const search = (id: string) =>
    [...deployment.core.log(), ...mailerLog()].filter((line) => line['request_id'] === id);
  const mailsSent = () =>
    deployment.smtp.mails.filter(({ raw }) => /^X-Request-Id: story-sent\r$/im.test(raw));

  it('links a request to the mail that it caused, and is a header of the mail', async () => {
    await signUpAs('story-sent');
    await until('the mail arrives', () => mailsSent().length === 1);
    const story = () =>
      search('story-sent').map(({ service, message }) => `${String(service)}: ${String(message)}`);
    await expect.poll(() => story().toSorted()).toEqual(['core: request', 'mailer: mail sent']);
  });

  it('links a request to the reason for its dead-lettered mail in both logs', async () => {
    deployment.smtp.behaviour = 'rejects the recipient';
    await signUpAs('story-dead');
    await expect.poll(() => search('story-dead').length).toBe(3);
    const reasons = search('story-dead').filter(({ message }) => message !== 'request');
    expect(new Set(reasons.map(({ service }) => service))).toEqual(new Set(['core', 'mailer']));
    expect(reasons.filter((line) => JSON.stringify(line).includes('5.1.1'))).toHaveLength(2);
  });

  it('is in each log line of the mailer about a mail', () => {
    const aboutMails = mailerLog().filter((line) => 'mail_id' in line);
    expect(aboutMails.length).toBeGreaterThanOrEqual(2);
    expect(aboutMails.filter((line) => !('request_id' in line))).toEqual([]);
  });
});
