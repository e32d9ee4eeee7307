import type { MailReport } from '#libs/mail-outbox';
import type { MailError } from '../senders/mail-sender.js';
import type { DeliveryRecord, OpenRecord, Progress } from './delivery-records.js';
import type { DecodedMail } from './mail-decoder.js';
import { nextAttemptAt, PROBE_EVERY_MS } from './retry-schedule.js';

const DAY_MS = 86_400_000;
/** Claim timeout. Exceeds the 60 s that a mail may take to send, so that an expired claim has no live owner. */
const CLAIM_MS = 90_000;
/** Shorter than the 5 minutes after which core publishes a mail again without a report. */
const REPORT_EVERY_MS = 120_000;
const PROBES_OF_ONE_MAIL = 4;
const SUSPECT_EVERY_MS = 300_000;

export const EXPIRED = 'expired';

export interface Situation {
  mail: Pick<DecodedMail, 'deadlineMs'>;
  record: DeliveryRecord | null;
  nowMs: number;
  /** False while the circuit breaker of the mail server is open and no probe is due. */
  canSend: boolean;
}

export type Resolution =
  | { action: 'report'; outcome: MailReport['outcome'] }
  | { action: 'wait'; delayMs: number }
  | { action: 'deadLetter'; reason: string }
  /** Stores the record, reports the deferral unless `reportUntilMs` is null, and retries after the delay. */
  | { action: 'postpone'; record: OpenRecord; reportUntilMs: number | null; delayMs: number };

export type Decision = Resolution | { action: 'send'; progress: Progress; claimUntilMs: number };

export function decide({ mail, record, nowMs, canSend }: Situation): Decision {
  if (record?.state === 'sent') return { action: 'report', outcome: { kind: 'sent' } };
  if (record?.state === 'dead') return { action: 'report', outcome: { kind: 'dead', reason: record.reason } };
  if (record !== null && record.untilMs > nowMs) return { action: 'wait', delayMs: record.untilMs - nowMs };
  const progress = progressOf(mail, record, nowMs);
  if (progress.deadlineMs <= nowMs) return { action: 'deadLetter', reason: EXPIRED };
  return canSend
    ? { action: 'send', progress, claimUntilMs: nowMs + CLAIM_MS }
    : waitForProbe(progress, nowMs);
}

function progressOf(mail: Situation['mail'], record: OpenRecord | null, nowMs: number): Progress {
  return {
    attempts: record?.attempts ?? 0,
    deadlineMs: mail.deadlineMs ?? record?.deadlineMs ?? nowMs + DAY_MS,
    toldMs: record?.toldMs ?? 0,
  };
}

function waitForProbe(progress: Progress, nowMs: number): Resolution {
  if (!isReportDue(progress, nowMs)) return { action: 'wait', delayMs: PROBE_EVERY_MS };
  return {
    action: 'postpone',
    record: { ...progress, state: 'waiting', untilMs: nowMs, toldMs: nowMs },
    reportUntilMs: nowMs + PROBE_EVERY_MS,
    delayMs: PROBE_EVERY_MS,
  };
}

export function decideAfterFailure(
  error: Pick<MailError, 'kind' | 'reason' | 'mayConcernOneMail'>,
  progress: Progress,
  nowMs: number,
  random: number,
): Resolution {
  if (error.kind === 'permanent') return { action: 'deadLetter', reason: error.reason };
  const { attempts, deadlineMs } = progress;
  const untilMs =
    error.kind === 'system'
      ? nowMs + waitOfSystemFailure(error, attempts)
      : nextAttemptAt(attempts, nowMs, deadlineMs, random);
  if (untilMs === null) return { action: 'deadLetter', reason: EXPIRED };
  const delayMs = untilMs - nowMs;
  const isReported = delayMs > PROBE_EVERY_MS || isReportDue(progress, nowMs);
  return {
    action: 'postpone',
    record: { ...progress, state: 'waiting', untilMs, toldMs: isReported ? nowMs : progress.toldMs },
    reportUntilMs: isReported ? untilMs : null,
    delayMs,
  };
}

/** A mail that may be the only one to fail leaves the later probes to others. */
function waitOfSystemFailure({ mayConcernOneMail }: Pick<MailError, 'mayConcernOneMail'>, attempts: number) {
  return mayConcernOneMail && attempts > PROBES_OF_ONE_MAIL ? SUSPECT_EVERY_MS : PROBE_EVERY_MS;
}

function isReportDue({ toldMs }: Progress, nowMs: number): boolean {
  return nowMs - toldMs >= REPORT_EVERY_MS;
}
