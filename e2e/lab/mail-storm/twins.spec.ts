import { describe, expect, it } from 'vitest';
import { countTwins, type Delivery } from './twins.js';

const delivery = (receiver: string, changes: Partial<Delivery> = {}): Delivery => ({
  receiver,
  isAnswered: true,
  isUnnoted: false,
  wipes: 0,
  ...changes,
});
const causesOf = (...deliveries: Delivery[]) => Object.fromEntries(countTwins(deliveries));

describe('the count of mails that came twice', () => {
  it('has none when each receiver got one', () => {
    expect(causesOf(delivery('ada'), delivery('bob', { isAnswered: false }))).toEqual({});
  });

  it('tells by the former copy why another came', () => {
    expect(
      causesOf(
        delivery('ada', { isAnswered: false }),
        delivery('bob', { isUnnoted: true }),
        delivery('cid', { wipes: 1 }),
        delivery('ada'),
        delivery('bob', { wipes: 1 }),
        delivery('cid', { wipes: 2 }),
      ),
    ).toEqual({
      'SMTP took it and never said so': 1,
      'the mailer was killed before it noted it': 1,
      'NATS lost the note with its disk': 1,
    });
  });

  it('counts each further copy', () => {
    const unanswered = delivery('ada', { isAnswered: false });
    expect(causesOf(unanswered, unanswered, delivery('ada'))).toEqual({
      'SMTP took it and never said so': 2,
    });
  });

  it('says so when nothing accounts for a copy', () => {
    expect(causesOf(delivery('ada', { wipes: 1 }), delivery('ada', { wipes: 1 }))).toEqual({
      unexplained: 1,
    });
  });
});
