/** Outcome of a handled message. Use `ack` and `retryAfter`. */
export type HandlerResult = { kind: 'ack' } | { kind: 'retry'; afterMs: number };

/** Removes the message from the bus. */
export const ack: HandlerResult = { kind: 'ack' };

/** Delivers the message again after a delay, to this or another consumer. */
export const retryAfter = (afterMs: number): HandlerResult => ({ kind: 'retry', afterMs });

/** Handles the bytes of one message. If it throws, the message is delivered again after a delay. */
export type EventHandler = (data: Uint8Array) => Promise<HandlerResult>;

export interface Subscription {
  /** Takes no further messages and resolves when running handlers have finished. */
  stop(): Promise<void>;
}

/** Stored value with the revision that the next change must name. */
export interface KeyValueEntry {
  value: string;
  revision: number;
}

/** State that all consumers share; entries last four days and may be lost with the disk of the bus. */
export interface KeyValueStore {
  get(key: string): Promise<KeyValueEntry | null>;
  /** Compare-and-set; false if the revision is stale. Revision 0 creates the entry. */
  set(key: string, value: string, revision: number): Promise<boolean>;
}

/**
 * Delivers events between services at least once. `JetStreamEventBus` works between processes, `MemoryEventBus` within
 * one; `eventBusSuite` tests both.
 */
export interface EventBus {
  /**
   * Stores a message. Repeating a message id within two minutes stores it once.
   *
   * @throws {EventBusUnavailableError} if the bus cannot store it now
   */
  publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void>;
  /** Delivers each message to one consumer of the subject, at most `concurrency` at a time to this one. */
  consume(subject: Subject, concurrency: number, handler: EventHandler): Subscription;
  readonly keyValue: KeyValueStore;
  /** Returns true if messages can be stored now. */
  isConnected(): boolean;
  readonly natsState: NatsState;
  /** Counts the messages of each subject that this process consumes; empty without NATS. */
  queueStates(): Promise<ReadonlyMap<Subject, QueueState>>;
  close(): Promise<void>;
}

/** Connection to NATS; `unused` if messages stay in the memory of this process. */
export type NatsState = 'up' | 'down' | 'unused';

/** Subjects, each with consumers of its own. */
export type Subject = 'mailer.send' | 'mailer.report' | 'mailer.dead';

/** Message counts of one subject, over all its consumers. */
export interface QueueState {
  pending: number;
  unacknowledged: number;
  redelivered: number;
}

/** The bus did not store the message. */
export class EventBusUnavailableError extends Error {
  constructor(cause: unknown) {
    super('event bus unavailable', { cause });
    this.name = 'EventBusUnavailableError';
  }
}
