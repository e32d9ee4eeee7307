import { describe, expect, it } from 'vitest';
import { MailError } from '../senders/mail-sender.js';
import { decide, decideAfterFailure, type Decision, type Situation } from './delivery-decision.js';

const NOW = 1_000_000_000;
const DEADLINE = NOW + 3_600_000;
const progress = { attempts: 2, deadlineMs: DEADLINE, toldMs: NOW - 60_000 };
const situation = (changes: Partial<Situation>): Situation => ({
  mail: { deadlineMs: DEADLINE },
  record: null,
  nowMs: NOW,
  canSend: true,
  ...changes,
});
const waiting = { ...progress, state: 'waiting' as const, untilMs: NOW };
const wait15s: Decision = { action: 'wait', delayMs: 15_000 };
const newProgress = { attempts: 0, deadlineMs: DEADLINE, toldMs: 0 };
const send = (from: typeof progress): Decision => ({
  action: 'send',
  progress: from,
  claimUntilMs: NOW + 90_000,
});

describe('decide', () => {
  it.each<[string, Partial<Situation>, Decision]>([
    ['sends a new mail', {}, send(newProgress)],
    [
      'repeats the report of a sent mail',
      { record: { state: 'sent' } },
      { action: 'report', outcome: { kind: 'sent' } },
    ],
    [
      'repeats the report of a dead mail',
      { record: { state: 'dead', reason: 'smtp 5.1.1' } },
      { action: 'report', outcome: { kind: 'dead', reason: 'smtp 5.1.1' } },
    ],
    [
      'waits while another mailer holds the claim',
      { record: { ...progress, state: 'sending', untilMs: NOW + 1, claim: 'c' } },
      { action: 'wait', delayMs: 1 },
    ],
    [
      'takes over an expired claim',
      { record: { ...progress, state: 'sending', untilMs: NOW, claim: 'c' } },
      send(progress),
    ],
    [
      'waits until the retry is due',
      { record: { ...waiting, untilMs: NOW + 5 } },
      { action: 'wait', delayMs: 5 },
    ],
    ['retries a mail that is due', { record: waiting }, send(progress)],
    [
      'dead-letters a mail past its deadline, even while the mail server is unavailable',
      { mail: { deadlineMs: NOW }, canSend: false },
      { action: 'deadLetter', reason: 'expired' },
    ],
    ['waits for the next probe after a recent report', { record: waiting, canSend: false }, wait15s],
    [
      'postpones and reports a mail that was not reported recently',
      { record: { ...waiting, toldMs: NOW - 120_000 }, canSend: false },
      {
        action: 'postpone',
        record: { ...waiting, toldMs: NOW },
        reportUntilMs: NOW + 15_000,
        delayMs: 15_000,
      },
    ],
    [
      'keeps the deadline of the record if the request has none',
      { mail: { deadlineMs: null }, record: waiting },
      send(progress),
    ],
    [
      'gives a request without a deadline 24 hours',
      { mail: { deadlineMs: null } },
      send({ ...newProgress, deadlineMs: NOW + 86_400_000 }),
    ],
  ])('%s', (_name, changes, decision) => {
    expect(decide(situation(changes))).toEqual(decision);
  });
});

const after = (kind: 'temporary' | 'permanent' | 'system', changes: Partial<typeof progress> = {}) =>
  decideAfterFailure(new MailError(kind, 'smtp 5.1.1'), { ...progress, ...changes }, NOW, 0.5);

describe('decideAfterFailure', () => {
  it('dead-letters a permanent failure', () => {
    expect(after('permanent')).toEqual({ action: 'deadLetter', reason: 'smtp 5.1.1' });
  });

  it('dead-letters a mail whose next attempt would miss the deadline', () => {
    expect(after('temporary', { deadlineMs: NOW + 30_000 })).toEqual({
      action: 'deadLetter',
      reason: 'expired',
    });
  });

  it('postpones a temporary failure by the schedule and reports a delay that exceeds a probe interval', () => {
    expect(after('temporary')).toEqual({
      action: 'postpone',
      record: { ...waiting, untilMs: NOW + 30_000, toldMs: NOW },
      reportUntilMs: NOW + 30_000,
      delayMs: 30_000,
    });
  });

  it('postpones a system failure to the next probe, without a report if one is recent', () => {
    expect(after('system')).toEqual({
      action: 'postpone',
      record: { ...waiting, untilMs: NOW + 15_000 },
      reportUntilMs: null,
      delayMs: 15_000,
    });
  });

  it.each([
    [4, 15_000],
    [5, 300_000],
    [99, 300_000],
  ])('after %i system failures that may concern one mail, waits %i ms', (attempts, delayMs) => {
    const error = new MailError('system', 'smtp 5.7.1', { mayConcernOneMail: true });
    const decision = decideAfterFailure(error, { ...progress, attempts }, NOW, 0.5);
    expect(decision).toMatchObject({ action: 'postpone', delayMs });
  });
});
