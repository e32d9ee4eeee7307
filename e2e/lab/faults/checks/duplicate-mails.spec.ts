import { describe, expect, it } from 'vitest';
import { countDuplicates, type Delivery } from './duplicate-mails.js';

const delivery = (mailId: string, changes: Partial<Delivery> = {}): Delivery => ({
  mailId,
  isConfirmed: true,
  isUnrecorded: false,
  wipes: 0,
  ...changes,
});
const causesOf = (...deliveries: Delivery[]) => Object.fromEntries(countDuplicates(deliveries));

describe('the count of duplicate mails', () => {
  it('is empty if each mail arrived once', () => {
    expect(causesOf(delivery('a'), delivery('b', { isConfirmed: false }))).toEqual({});
  });

  it('derives the cause from the former copy', () => {
    expect(
      causesOf(
        delivery('a', { isConfirmed: false }),
        delivery('b', { isUnrecorded: true }),
        delivery('c', { wipes: 1 }),
        delivery('a'),
        delivery('b', { wipes: 1 }),
        delivery('c', { wipes: 2 }),
      ),
    ).toEqual({
      'SMTP accepted it without a confirmation': 1,
      'the mailer was killed before it recorded it': 1,
      'NATS lost the record with its disk': 1,
    });
  });

  it('includes each further copy', () => {
    const unconfirmed = delivery('a', { isConfirmed: false });
    expect(causesOf(unconfirmed, unconfirmed, delivery('a'))).toEqual({
      'SMTP accepted it without a confirmation': 2,
    });
  });

  it('reports a copy without a cause as unexplained', () => {
    expect(causesOf(delivery('a', { wipes: 1 }), delivery('a', { wipes: 1 }))).toEqual({ unexplained: 1 });
  });
});
