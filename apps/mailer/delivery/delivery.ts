import { Inject, Injectable } from '@nestjs/common';
import { ack, retryAfter, type HandlerResult } from '#libs/event-bus';
import { CLOCK, RANDOM, type Clock, type Random } from '../tokens.js';
import { decide, decideAfterFailure, EXPIRED, type Decision, type Resolution } from './delivery-decision.js';
import {
  deadMails,
  duplicates,
  mailFailures,
  mailsRetried,
  mailsSent,
  timeToSend,
} from './delivery.metrics.js';
import { DeliveryRecords, type Hold } from './delivery-records.js';
import type { DecodedMail } from './mail-decoder.js';
import { MailReports } from './mail-reports.js';
import { MailTransport } from './mail-transport.js';

type ActionOf<Action extends Decision['action']> = Extract<Decision, { action: Action }>;

const LOST_RACE = retryAfter(1_000);

/** Claims a mail, sends it, records the outcome and only then reports it, so that all mailers together send it once. */
@Injectable()
export class Delivery {
  constructor(
    private readonly records: DeliveryRecords,
    private readonly transport: MailTransport,
    private readonly reports: MailReports,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async deliver(mail: DecodedMail): Promise<HandlerResult> {
    const { record, revision } = await this.records.find(mail.id);
    const { canAcquire: canSend } = this.transport;
    const decision = decide({ mail, record, nowMs: this.clock(), canSend });
    if (decision.action === 'send') return this.send(mail, decision, revision);
    return this.apply(mail, decision, revision);
  }

  private async send(
    mail: DecodedMail,
    { progress, claimUntilMs }: ActionOf<'send'>,
    revision: number,
  ): Promise<HandlerResult> {
    // Before the probe is taken: rendering may throw.
    const outgoing = this.transport.render(mail, new Date(this.clock()));
    this.transport.tryAcquire();
    const claim = await this.records.claim(mail.id, progress, claimUntilMs, revision);
    if (claim === null) return LOST_RACE;
    const error = await this.transport.send(outgoing);
    if (error === null) return this.finish(mail, progress.attempts + 1);
    // An attempt that no mail can succeed in does not count against this one.
    const isCounted = error.kind !== 'system' || error.mayConcernOneMail;
    const attempts = progress.attempts + (isCounted ? 1 : 0);
    this.reports.logFailure(mail, attempts, error);
    mailFailures.inc({ reason: error.kind });
    const decision = decideAfterFailure(error, { ...progress, attempts }, this.clock(), this.random());
    if (decision.action === 'postpone') mailsRetried.inc({ reason: error.kind });
    return this.apply(mail, decision, claim);
  }

  private async finish(mail: DecodedMail, attempts: number): Promise<HandlerResult> {
    mailsSent.inc({ template: mail.request.template_name });
    if (mail.createdAtMs !== null) timeToSend.observe(Math.max(0, this.clock() - mail.createdAtMs) / 1_000);
    const isRecorded = await this.records.recordSent(mail.id);
    this.reports.logSent(mail, attempts, isRecorded);
    await this.reports.report(mail.id, { kind: 'sent' });
    return ack;
  }

  private async apply({ id }: DecodedMail, decision: Resolution, hold: Hold): Promise<HandlerResult> {
    if (decision.action === 'wait') return retryAfter(decision.delayMs);
    if (decision.action === 'report') return this.report(id, decision);
    if (decision.action === 'postpone') return this.postpone(id, decision, hold);
    return this.deadLetter(id, decision, hold);
  }

  private async report(id: string, { outcome }: ActionOf<'report'>): Promise<HandlerResult> {
    if (outcome.kind === 'sent') duplicates.inc();
    await this.reports.report(id, outcome);
    return ack;
  }

  private async postpone(
    id: string,
    { record, reportUntilMs, delayMs }: ActionOf<'postpone'>,
    hold: Hold,
  ): Promise<HandlerResult> {
    if (!(await this.records.replace(id, record, hold))) return LOST_RACE;
    if (reportUntilMs !== null) {
      await this.reports.report(id, { kind: 'deferred', until: new Date(reportUntilMs).toISOString() });
    }
    return retryAfter(delayMs);
  }

  private async deadLetter(
    id: string,
    { reason }: ActionOf<'deadLetter'>,
    hold: Hold,
  ): Promise<HandlerResult> {
    if (!(await this.records.replace(id, { state: 'dead', reason }, hold))) return LOST_RACE;
    deadMails.inc({ reason: reason === EXPIRED ? 'expired' : 'permanent' });
    await this.reports.report(id, { kind: 'dead', reason });
    return ack;
  }
}
