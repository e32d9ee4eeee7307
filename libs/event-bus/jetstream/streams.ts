import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Subject } from '../event-bus.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MIB = 1_048_576;

export const MARKS = { bucket: 'ONASTY_MARKS', ttl: 4 * DAY_MS, max_bytes: 256 * MIB };

type Wanted<T, Required extends keyof T> = Partial<T> & Pick<T, Required>;

const MAIL: Wanted<StreamConfig, 'name'> = {
  name: 'ONASTY_MAIL',
  subjects: ['mailer.send', 'mailer.report'],
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  // A full stream refuses: the outbox keeps what it can't take.
  discard: DiscardPolicy.New,
  max_msgs: 100_000,
  max_bytes: 256 * MIB,
  max_age: nanos(4 * DAY_MS),
  duplicate_window: nanos(2 * MINUTE_MS),
};

const DEAD: Wanted<StreamConfig, 'name'> = {
  name: 'ONASTY_DEAD',
  subjects: ['mailer.dead'],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_msgs: 100_000,
  max_bytes: 64 * MIB,
  max_age: nanos(30 * DAY_MS),
  duplicate_window: nanos(2 * MINUTE_MS),
};

export const STREAMS = [MAIL, DEAD];

export const STREAM_OF: Record<Subject, string> = {
  'mailer.send': MAIL.name,
  'mailer.report': MAIL.name,
  'mailer.dead': DEAD.name,
};

/**
 * After so long NATS gives a message to another consumer, unless it hears that it is worked on (`Consumption`). Longer than
 * a consumer may be without a processor or the network.
 */
export const ACK_WAIT_MS = 30_000;

export const durableOf = (subject: Subject): string => subject.replace('.', '-');

export function consumerOf(subject: Subject, ackWaitMs: number): Wanted<ConsumerConfig, 'durable_name'> {
  return {
    durable_name: durableOf(subject),
    filter_subject: subject,
    ack_policy: AckPolicy.Explicit,
    // No backoff list: it would replace this, and the delays of handlers too.
    ack_wait: nanos(ackWaitMs),
    max_deliver: -1,
    // Messages that wait for their next time count as well.
    max_ack_pending: 10_000,
  };
}
