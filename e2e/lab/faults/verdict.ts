import type { Fault } from './fault.js';

/** What was counted while a fault was inflicted, and after it. */
export interface Counts {
  notes: number;
  mails: number;
  requests: number;
  /** Requests whose first answer was none, or 5xx. Each was repeated, as the web UI does. */
  failed: number;
  /** Kinds of 5xx that did not say when to come back. */
  unclear: readonly string[];
  /** The longest that a request waited for its answer, or until nobody answered it. */
  slowestMs: number;
  /** Notes or mails that were acknowledged and reached nobody. */
  lost: number;
  readTwice: number;
  mailedTwice: number;
  /** Mails of anybody that are not known to be sent. */
  openMails: number;
  accountsWithoutMail: number;
}

/** In a `full` run mails and a second look are waited for; in a `quick` one mails may wait, and the machine may be slow. */
export type Rigour = 'quick' | 'full';

/** What happened that never may under this fault, in words. */
export function breachesOf(fault: Fault, counts: Counts, rigour: Rigour): string[] {
  const { failed, unclear, slowestMs, mailedTwice } = counts;
  const breaches = unclear.map((answer) => `requests were answered ${answer}`);
  if (failed > 0 && fault.failsNothing) breaches.push('requests failed');
  if (mailedTwice > 0 && fault.twinsBecause === undefined) breaches.push('mails came twice for no reason');
  if (rigour === 'quick') return breaches;
  const { answersWithinMs = Infinity } = fault;
  if (slowestMs > answersWithinMs) breaches.push(`a request waited longer than ${answersWithinMs} ms`);
  if (counts.openMails > 0) breaches.push(`${counts.openMails} × a mail that is still to be sent`);
  if (counts.accountsWithoutMail > 0)
    breaches.push(`${counts.accountsWithoutMail} × an account without a mail`);
  return breaches;
}
