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

export const KEY_VALUE_BUCKET = { bucket: 'ONASTY_MARKS', ttl: 4 * DAY_MS, max_bytes: 256 * MIB };

type Desired<T, Required extends keyof T> = Partial<T> & Pick<T, Required>;

const MAIL: Desired<StreamConfig, 'name'> = {
  name: 'ONASTY_MAIL',
  subjects: ['mailer.send', 'mailer.report'],
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  // A full stream rejects messages; the outbox keeps them.
  discard: DiscardPolicy.New,
  max_msgs: 100_000,
  max_bytes: 256 * MIB,
  max_age: nanos(4 * DAY_MS),
  duplicate_window: nanos(2 * MINUTE_MS),
};

const DEAD: Desired<StreamConfig, 'name'> = {
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
 * Time without a heartbeat after which NATS delivers a message to another consumer. Exceeds the pauses that a loaded
 * machine or network causes.
 */
export const ACK_WAIT_MS = 30_000;

export const durableOf = (subject: Subject): string => subject.replace('.', '-');

export function consumerOf(subject: Subject, ackWaitMs: number): Desired<ConsumerConfig, 'durable_name'> {
  return {
    durable_name: durableOf(subject),
    filter_subject: subject,
    ack_policy: AckPolicy.Explicit,
    // No backoff list: it would override this and the delays that handlers choose.
    ack_wait: nanos(ackWaitMs),
    max_deliver: -1,
    // Includes messages that wait for a retry.
    max_ack_pending: 10_000,
  };
}
