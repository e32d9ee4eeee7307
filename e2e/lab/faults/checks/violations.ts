import type { Fault } from '../fault.js';

/** Counts of one row of the matrix. */
export interface Counts {
  notes: number;
  mails: number;
  requests: number;
  /** Requests without a response or with a 5xx. The traffic retries each, as the web UI does. */
  failed: number;
  /** Kinds of 5xx other than 503 and 507 with `Retry-After`. */
  unclear: readonly string[];
  /** Longest wait for a response or a failure. */
  slowestMs: number;
  /** Acknowledged notes and mails that did not arrive. */
  lost: number;
  readTwice: number;
  mailedTwice: number;
  /** Outbox rows that are not known to be sent. */
  openMails: number;
  accountsWithoutMail: number;
}

/** A `full` run waits for mails and checks times; a `quick` one allows for mails in the outbox and a slow machine. */
export type Rigour = 'quick' | 'full';

/** Describes violations of the row's rules. */
export function violationsOf(fault: Fault, counts: Counts, rigour: Rigour): string[] {
  const { failed, unclear, slowestMs, mailedTwice, openMails, accountsWithoutMail } = counts;
  const violations = unclear.map((response) => `requests received ${response}`);
  if (failed > 0 && fault.failsNothing) violations.push('requests failed');
  if (mailedTwice > 0 && fault.duplicatesBecause === undefined)
    violations.push('duplicate mails without a reason');
  if (rigour === 'quick') return violations;
  const { respondsWithinMs = Infinity } = fault;
  if (slowestMs > respondsWithinMs) violations.push(`a request waited longer than ${respondsWithinMs} ms`);
  if (openMails > 0) violations.push(`${openMails} × unsent mail in the outbox`);
  if (accountsWithoutMail > 0) violations.push(`${accountsWithoutMail} × account without a mail`);
  return violations;
}
