import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MemoryEventBus, ack } from '#libs/event-bus';
import { mailReportSchema, type MailReport } from '#libs/mail-outbox';
import { createLogger } from '#libs/observability';
import { createMailer } from './create-mailer.js';
import type { MailSender, OutgoingMail } from './senders/mail-sender.js';
import { KEYS, sealed } from './testing/mail-room.js';

/** Takes mails, and lets them go when it is told to. */
class SlowSender implements MailSender {
  readonly sent: OutgoingMail[] = [];
  private readonly waiting: (() => void)[] = [];

  get underWay(): number {
    return this.waiting.length;
  }

  async send(mail: OutgoingMail): Promise<void> {
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.sent.push(mail);
  }

  letGo(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

const inADay = () => Date.now() + 86_400_000;
let bus: MemoryEventBus;
let sender: SlowSender;
let reports: MailReport[];
let mailer: INestApplicationContext;
const publish = () => bus.publish('mailer.send', randomUUID(), sealed(randomUUID(), undefined, inADay()));

beforeEach(async () => {
  bus = new MemoryEventBus();
  sender = new SlowSender();
  reports = [];
  await bus.consume('mailer.report', 1, (data) => {
    reports.push(mailReportSchema.parse(JSON.parse(Buffer.from(data).toString())));
    return Promise.resolve(ack);
  });
  mailer = await createMailer({
    config: { from: 'notes@onasty.example', frontendUrl: 'http://localhost:3000', encryptionKeys: KEYS },
    logger: createLogger('mailer', { level: 'silent', format: 'json' }),
    bus,
    sender,
  });
});
afterEach(() => bus.close());

it('sends what is published, four mails at a time, and tells of each', async () => {
  for (let mail = 0; mail < 10; mail += 1) await publish();
  await expect.poll(() => sender.underWay).toBe(4);
  while (reports.length < 10) {
    expect(sender.underWay).toBeLessThanOrEqual(4);
    sender.letGo();
    await expect.poll(() => sender.underWay + reports.length).toBeGreaterThan(0);
  }
  expect(sender.sent).toHaveLength(10);
  expect(reports.map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: 10 }, () => 'sent'));
  expect(sender.sent[0]?.text).toContain('http://localhost:3000');
  await mailer.close();
});

it('takes no further mail once it is closed, and finishes what it sends', async () => {
  for (let mail = 0; mail < 6; mail += 1) await publish();
  await expect.poll(() => sender.underWay).toBe(4);
  const sentWhenClosed = mailer.close().then(() => sender.sent.length);
  await setImmediate();
  sender.letGo();
  expect(await sentWhenClosed).toBe(4);
  await expect.poll(() => reports.length).toBe(4);
  expect(sender.underWay).toBe(0);
});
