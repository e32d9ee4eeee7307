import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.js';
import { breachesOf, type Counts } from './verdict.js';

const fault: Fault = { name: 'any', strike: async () => undefined };
const fine: Counts = {
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

const verdict = (demands: Partial<Fault>, counts: Partial<Counts>) =>
  breachesOf({ ...fault, ...demands }, { ...fine, ...counts }, 'full');

describe('a row of the fault matrix', () => {
  it.each<[string, Partial<Fault>, Partial<Counts>, string]>([
    ['a request fails where none may', { failsNothing: true }, { failed: 1 }, 'requests failed'],
    [
      'a 5xx does not say when to come back',
      {},
      { failed: 1, unclear: ['502'] },
      'requests were answered 502',
    ],
    ['an answer is slow', { answersWithinMs: 99 }, {}, 'a request waited longer than 99 ms'],
    ['mails come twice for no reason', {}, { mailedTwice: 1 }, 'mails came twice for no reason'],
    ['a mail is still to be sent', {}, { openMails: 2 }, '2 × a mail that is still to be sent'],
    ['an account has no mail', {}, { accountsWithoutMail: 1 }, '1 × an account without a mail'],
  ])('is broken when %s', (_what, demands, counts, breach) => {
    expect(verdict(demands, counts)).toEqual([breach]);
  });

  it.each<[string, Partial<Fault>, Partial<Counts>]>([
    ['nothing happens', { failsNothing: true, answersWithinMs: 100 }, {}],
    ['requests fail and may', {}, { failed: 1 }],
    ['mails come twice for the reason that it names', { twinsBecause: 'it was cut' }, { mailedTwice: 1 }],
  ])('is whole when %s', (_what, demands, counts) => {
    expect(verdict(demands, counts)).toEqual([]);
  });

  it('waits in a quick run neither for mails nor for a slow machine', () => {
    const counts = { ...fine, slowestMs: 10_000, openMails: 1, accountsWithoutMail: 1 };
    expect(breachesOf({ ...fault, answersWithinMs: 1 }, counts, 'quick')).toEqual([]);
  });
});
