import { MailerHarness } from './mailer-harness.js';

/** Starts a mailer in process. Close it after the test. */
export async function createTestMailer(): Promise<MailerHarness> {
  const harness = new MailerHarness();
  await harness.startMailer();
  return harness;
}
