import { MailerHarness } from './mailer-harness.js';

export async function createTestMailer(): Promise<MailerHarness> {
  const harness = new MailerHarness();
  await harness.startMailer();
  return harness;
}
