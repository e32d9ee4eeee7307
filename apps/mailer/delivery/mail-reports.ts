import { randomUUID } from 'node:crypto';
import type { EventBus } from '#libs/event-bus';
import type { MailReport } from '#libs/mail-outbox';
import { idOf, type MalformedMail } from './mail-reader.js';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Tells the others what became of mails. */
export class MailReports {
  constructor(private readonly bus: Pick<EventBus, 'publish'>) {}

  /** @throws {EventBusUnavailableError} when nobody was told */
  async say(id: string, outcome: MailReport['outcome']): Promise<void> {
    const report: MailReport = { v: 1, id, outcome };
    await this.bus.publish('mailer.report', randomUUID(), bytesOf(report));
  }

  /** Lays a message aside that no mail can be made of. */
  async layAside({ id, reason, received }: MalformedMail, data: Uint8Array): Promise<void> {
    await this.bus.publish('mailer.dead', idOf(data), bytesOf({ v: 1, id, reason, received }));
  }
}
