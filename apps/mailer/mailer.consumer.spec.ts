import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestMailer } from './testing/create-test-mailer.js';
import { encrypted, type MailerHarness } from './testing/mailer-harness.js';

let mailer: MailerHarness;
let waiting: (() => void)[];
const publish = () => mailer.bus.publish('mailer.send', randomUUID(), encrypted(randomUUID()));
const release = () => waiting.splice(0).forEach((resolve) => resolve());

beforeEach(async () => {
  waiting = [];
  mailer = await createTestMailer();
  mailer.send = () => new Promise<void>((resolve) => waiting.push(resolve));
});
afterEach(() => mailer.close());

it('sends published mails, four at a time, and reports each', async () => {
  for (let mail = 0; mail < 10; mail += 1) await publish();
  await expect.poll(() => waiting.length).toBe(4);
  while (mailer.reports.length < 10) {
    expect(waiting.length).toBeLessThanOrEqual(4);
    release();
    await expect.poll(() => waiting.length + mailer.reports.length).toBeGreaterThan(0);
  }
  expect(mailer.sent).toHaveLength(10);
  expect(mailer.outcomes).toEqual(Array.from({ length: 10 }, () => ({ kind: 'sent' })));
  expect(mailer.sent[0]?.text).toContain('http://localhost:3000');
});

it('stops consuming when it closes, and finishes mails in progress', async () => {
  for (let mail = 0; mail < 6; mail += 1) await publish();
  await expect.poll(() => waiting.length).toBe(4);
  const sentWhenClosed = mailer.stop().then(() => mailer.sent.length);
  await setImmediate();
  release();
  expect(await sentWhenClosed).toBe(4);
  await expect.poll(() => mailer.reports.length).toBe(4);
  expect(waiting).toEqual([]);
});
