/** A mail as the SMTP server received it. */
export interface Delivery {
  mailId: string;
  /** True if the server confirmed the mail to the mailer. */
  isConfirmed: boolean;
  /** True if the mailer was killed before it recorded the mail as sent. */
  isUnrecorded: boolean;
  /** Number of times that NATS had lost its disk before. */
  wipes: number;
}

/** Reason for a duplicate. A system that loses no mail cannot avoid the first three. */
export type DuplicateCause =
  | 'SMTP accepted it without a confirmation'
  | 'the mailer was killed before it recorded it'
  | 'NATS lost the record with its disk'
  | 'unexplained';

/** Counts mails that arrived again, by cause. */
export function countDuplicates(deliveries: readonly Delivery[]): Map<DuplicateCause, number> {
  const counts = new Map<DuplicateCause, number>();
  const last = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const former = last.get(delivery.mailId);
    last.set(delivery.mailId, delivery);
    if (former === undefined) continue;
    const cause = causeOf(former, delivery);
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return counts;
}

function causeOf(former: Delivery, again: Delivery): DuplicateCause {
  if (!former.isConfirmed) return 'SMTP accepted it without a confirmation';
  if (former.isUnrecorded) return 'the mailer was killed before it recorded it';
  if (again.wipes > former.wipes) return 'NATS lost the record with its disk';
  return 'unexplained';
}
