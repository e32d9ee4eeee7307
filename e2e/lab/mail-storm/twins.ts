/** A mail as the SMTP server got it, and what was so at that moment and after. */
export interface Delivery {
  receiver: string;
  /** Whether the server told the mailer that it took the mail. */
  isAnswered: boolean;
  /** Whether the mailer was killed and had not noted the mail as sent by then. */
  isUnnoted: boolean;
  /** How often NATS had lost its disk before. */
  wipes: number;
}

/** Why a mail came again. The first three can't be helped by anybody who will lose no mail. */
export type TwinCause =
  | 'SMTP took it and never said so'
  | 'the mailer was killed before it noted it'
  | 'NATS lost the note with its disk'
  | 'unexplained';

/** Counts the mails that came again, by the cause of each. Every receiver is meant to get one mail. */
export function countTwins(deliveries: readonly Delivery[]): Map<TwinCause, number> {
  const counts = new Map<TwinCause, number>();
  const last = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const former = last.get(delivery.receiver);
    last.set(delivery.receiver, delivery);
    if (former === undefined) continue;
    const cause = causeOf(former, delivery);
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return counts;
}

function causeOf(former: Delivery, again: Delivery): TwinCause {
  if (!former.isAnswered) return 'SMTP took it and never said so';
  if (former.isUnnoted) return 'the mailer was killed before it noted it';
  if (again.wipes > former.wipes) return 'NATS lost the note with its disk';
  return 'unexplained';
}
