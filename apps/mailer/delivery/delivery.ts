import type { CircuitBreakerState } from '#libs/circuit-breaker';
import { type HandlerResult, ack, retryAfter } from '#libs/event-bus';
import type { Logger } from '#libs/observability';
import type { MailFault } from '../senders/mail-sender.js';
import {
  deadMails,
  duplicates,
  mailFailures,
  mailsRetried,
  mailsSent,
  timeToSend,
} from './delivery.metrics.js';
import { EXPIRED, LOST_RACE, type MailLedger } from './mail-ledger.js';
import type { OpenMark, Progress } from './mail-marks.js';
import type { LockedMail, MailReader, MalformedMail, WantedMail } from './mail-reader.js';
import type { MailReports } from './mail-reports.js';
import type { Postman } from './postman.js';
import { nextAttemptAt, PROBE_EVERY_MS } from './retry-schedule.js';

const DAY_MS = 86_400_000;
const LOCKED_MS = 60_000;

/** Rules depend on time and chance, so tests give their own. */
export interface Chance {
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
}

interface DeliveryParts {
  reader: MailReader;
  ledger: MailLedger;
  reports: MailReports;
  postman: Postman;
  chance: Chance;
  logger: DeliveryLogger;
}

export type DeliveryLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/**
 * Decides what becomes of one message of `mailer.send`.
 *
 * A mail is claimed before it is sent and marked after, so that of any number of copies and mailers one sends it. It is
 * sent twice only when the server took it and that could not be noted.
 */
export class Delivery {
  constructor(private readonly parts: DeliveryParts) {}

  /** `open` while no mail is sent but one every 15 s, since the mail server takes none. */
  get circuitState(): CircuitBreakerState {
    return this.parts.postman.circuitState;
  }

  /** For a mailer that has to end: mails that are being sent wait for their next attempt, by another. */
  giveUp(): void {
    this.parts.postman.giveUp();
  }

  async handle(data: Uint8Array): Promise<HandlerResult> {
    const mail = this.parts.reader.read(data);
    if (mail.kind === 'malformed') return this.layAside(mail, data);
    if (mail.kind === 'locked') return this.waitForKey(mail);
    return this.deliver(mail);
  }

  private async deliver(mail: WantedMail): Promise<HandlerResult> {
    const { ledger, postman, chance } = this.parts;
    const { mark, revision } = await ledger.find(mail.id);
    if (mark?.state === 'sent') {
      duplicates.inc();
      return ledger.tell(mail.id, { kind: 'sent' });
    }
    if (mark?.state === 'dead') return ledger.tell(mail.id, { kind: 'dead', reason: mark.reason });
    const nowMs = chance.now();
    if (mark !== null && mark.untilMs > nowMs) return retryAfter(mark.untilMs - nowMs);

    const progress = progressOf(mail, mark, nowMs);
    if (progress.deadlineMs <= nowMs) return ledger.bury(mail.id, EXPIRED, revision);
    const outgoing = postman.write(mail, new Date(nowMs));
    if (!postman.mayGo()) return ledger.hold(mail.id, progress, revision);
    const claim = await ledger.claim(mail.id, progress, revision);
    if (claim === null) return LOST_RACE;
    const fault = await postman.send(outgoing);
    return fault === null ? this.finish(mail, progress) : this.fail(mail, fault, progress, claim);
  }

  private async finish(mail: WantedMail, { attempts }: Progress): Promise<HandlerResult> {
    const { ledger, logger } = this.parts;
    this.countSent(mail);
    const isNoted = await ledger.note(mail.id);
    // Before others are told: the mail is sent, even if nobody hears of it now.
    logger.info({ ...fieldsOf(mail), attempts: attempts + 1 }, 'mail sent');
    if (!isNoted)
      logger.error(fieldsOf(mail), 'a copy of this mail would be sent again: it could not be marked');
    return ledger.tell(mail.id, { kind: 'sent' });
  }

  private countSent({ request, createdAtMs }: WantedMail): void {
    mailsSent.inc({ template: request.template_name });
    if (createdAtMs !== null) timeToSend.observe(Math.max(0, this.parts.chance.now() - createdAtMs) / 1_000);
  }

  private fail(
    mail: WantedMail,
    { kind, reason }: MailFault,
    progress: Progress,
    claim: string,
  ): Promise<HandlerResult> {
    const { ledger, chance, logger } = this.parts;
    const nowMs = chance.now();
    const attempts = progress.attempts + (kind === 'system' ? 0 : 1);
    logger.warn({ ...fieldsOf(mail), attempts, kind, reason }, 'mail not sent');
    mailFailures.inc({ reason: kind });
    if (kind === 'permanent') return ledger.bury(mail.id, reason, claim);
    const untilMs =
      kind === 'system'
        ? nowMs + PROBE_EVERY_MS
        : nextAttemptAt(attempts, nowMs, progress.deadlineMs, chance.random());
    if (untilMs === null) return ledger.bury(mail.id, EXPIRED, claim);
    mailsRetried.inc({ reason: kind });
    return ledger.defer(mail.id, { ...progress, attempts }, untilMs, claim);
  }

  /**
   * A key may come with the next configuration: only time makes such a mail useless. It has no mark, so it is counted when
   * the others were told: what they were not told of comes again.
   */
  private async waitForKey({ id, deadlineMs, keyId }: LockedMail): Promise<HandlerResult> {
    const { ledger, logger, chance } = this.parts;
    if (deadlineMs <= chance.now()) {
      const verdict = await ledger.tell(id, { kind: 'dead', reason: EXPIRED });
      deadMails.inc({ reason: 'expired' });
      return verdict;
    }
    logger.error({ mail_id: id, key_id: keyId }, 'MAIL_ENCRYPTION_KEYS lacks the key of a mail, which waits');
    return retryAfter(LOCKED_MS);
  }

  private async layAside(mail: MalformedMail, data: Uint8Array): Promise<HandlerResult> {
    const { ledger, reports, logger } = this.parts;
    const { id, reason } = mail;
    logger.warn({ mail_id: id, reason }, 'message laid aside');
    await reports.layAside(mail, data);
    if (id !== null) await ledger.tell(id, { kind: 'dead', reason });
    deadMails.inc({ reason: 'malformed' });
    return ack;
  }
}

function progressOf(mail: WantedMail, mark: OpenMark | null, nowMs: number): Progress {
  return {
    attempts: mark?.attempts ?? 0,
    deadlineMs: mail.deadlineMs ?? mark?.deadlineMs ?? nowMs + DAY_MS,
    toldMs: mark?.toldMs ?? 0,
  };
}

/** Never an address or a token. */
function fieldsOf({ id, request }: WantedMail) {
  return { mail_id: id, request_id: request.request_id, template: request.template_name };
}
