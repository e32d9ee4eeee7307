import { Inject, Injectable } from '@nestjs/common';
import { ack, retryAfter, type HandlerResult } from '#libs/event-bus';
import { CLOCK, type Clock } from '../tokens.js';
import { Delivery } from './delivery.js';
import { EXPIRED } from './delivery-decision.js';
import { deadMails } from './delivery.metrics.js';
import { MailDecoder, type MalformedMail, type UndecryptableMail } from './mail-decoder.js';
import { MailReports } from './mail-reports.js';

const WRONG_KEY_RETRY_MS = 60_000;

@Injectable()
export class MailHandler {
  constructor(
    private readonly decoder: MailDecoder,
    private readonly delivery: Delivery,
    private readonly reports: MailReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(data: Uint8Array): Promise<HandlerResult> {
    const mail = this.decoder.decode(data);
    if (mail.kind === 'malformed') return this.deadLetter(mail, data);
    if (mail.kind === 'undecryptable') return this.waitForKey(mail);
    return this.delivery.deliver(mail);
  }

  /** Waits until the deadline, since the next configuration may contain the key. */
  private async waitForKey(mail: UndecryptableMail): Promise<HandlerResult> {
    if (mail.deadlineMs > this.clock()) {
      this.reports.logWrongKey(mail);
      return retryAfter(WRONG_KEY_RETRY_MS);
    }
    await this.reports.report(mail.id, { kind: 'dead', reason: EXPIRED });
    // Counted last: no record prevents that a failed report repeats all of this.
    deadMails.inc({ reason: 'expired' });
    return ack;
  }

  private async deadLetter(mail: MalformedMail, data: Uint8Array): Promise<HandlerResult> {
    await this.reports.deadLetter(mail, data);
    if (mail.id !== null) await this.reports.report(mail.id, { kind: 'dead', reason: mail.reason });
    deadMails.inc({ reason: 'malformed' });
    return ack;
  }
}
