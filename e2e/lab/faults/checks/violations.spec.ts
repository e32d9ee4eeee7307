import { describe, expect, it } from 'vitest';
import type { Fault } from '../fault.js';
import { violationsOf, type Counts } from './violations.js';

const fault: Fault = { name: 'any', strike: async () => undefined };
const good: Counts = {
  notes: 60,
  mails: 10,
  requests: 300,
  failed: 0,
  unclear: [],
  slowestMs: 100,
  lost: 0,
  readTwice: 0,
  mailedTwice: 0,
  openMails: 0,
  accountsWithoutMail: 0,
};

const violations = (limits: Partial<Fault>, counts: Partial<Counts>) =>
  violationsOf({ ...fault, ...limits }, { ...good, ...counts }, 'full');

describe('a row of the fault matrix', () => {
  it.each<[string, Partial<Fault>, Partial<Counts>, string]>([
    ['a request fails although none may', { failsNothing: true }, { failed: 1 }, 'requests failed'],
    ['a 5xx lacks Retry-After', {}, { failed: 1, unclear: ['502'] }, 'requests received 502'],
    ['a response is late', { respondsWithinMs: 99 }, {}, 'a request waited longer than 99 ms'],
    ['a mail is duplicated without a reason', {}, { mailedTwice: 1 }, 'duplicate mails without a reason'],
    ['mails are still unsent', {}, { openMails: 2 }, '2 × unsent mail in the outbox'],
    ['an account has no mail', {}, { accountsWithoutMail: 1 }, '1 × account without a mail'],
  ])('fails if %s', (_case, limits, counts, violation) => {
    expect(violations(limits, counts)).toEqual([violation]);
  });

  it.each<[string, Partial<Fault>, Partial<Counts>]>([
    ['nothing happens', { failsNothing: true, respondsWithinMs: 100 }, {}],
    ['requests fail and may', {}, { failed: 1 }],
    ['mails are duplicated for the stated reason', { duplicatesBecause: 'a cut' }, { mailedTwice: 1 }],
  ])('passes if %s', (_case, limits, counts) => {
    expect(violations(limits, counts)).toEqual([]);
  });

  it('ignores unsent mails and late responses in a quick run', () => {
    const counts = { ...good, slowestMs: 10_000, openMails: 1, accountsWithoutMail: 1 };
    expect(violationsOf({ ...fault, respondsWithinMs: 1 }, counts, 'quick')).toEqual([]);
  });
});
