/** What becomes of a message after its handler has seen it. */
export type HandlerResult =
  | { kind: 'done' }
  /** Comes again after this time, to this or another consumer. */
  | { kind: 'again'; afterMs: number };

/** Gets one message, as it was published. A handler that throws gets it again after a while. */
export type EventHandler = (data: Uint8Array) => Promise<HandlerResult>;

export interface Subscription {
  /** Takes no further messages, and resolves when the handlers that run have ended. */
  stop(): Promise<void>;
}

/** A value that several consumers share, with the number that its next change must name. */
export interface KeyValueEntry {
  value: string;
  revision: number;
}

/**
 * Short notes about messages, shared by all consumers and kept for some days: which mail was sent, how often one was
 * tried. Losing them costs a second mail at worst, never a lost one.
 */
export interface KeyValueStore {
  get(key: string): Promise<KeyValueEntry | null>;
  /** Whether it was set: not when another change came first. `revision` is 0 for a mark that is not there yet. */
  set(key: string, value: string, revision: number): Promise<boolean>;
}

/**
 * Carries events from one service to another, each at least once.
 *
 * Two adapters keep this promise, and one suite tests both: JetStream between processes, and memory within one.
 */
export interface EventBus {
  /**
   * Resolves once the message is stored. The same message id within two minutes is stored once.
   *
   * @throws {EventBusUnavailableError} when it can't be stored now
   */
  publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void>;
  /** Hands each message of a subject to one of its consumers, at most `concurrency` at a time to this one. */
  consume(subject: Subject, concurrency: number, handler: EventHandler): Promise<Subscription>;
  readonly marks: KeyValueStore;
  /** Whether messages can be stored now. */
  isConnected(): boolean;
  readonly natsState: NatsState;
  close(): Promise<void>;
}

/** `unused` where there is none: messages stay in the memory of this process. */
export type NatsState = 'up' | 'down' | 'unused';

/** Every subject that carries messages, each with consumers of its own. */
export type Subject = 'mailer.send' | 'mailer.report' | 'mailer.dead';

/** The message could not be stored; nobody has it. */
export class EventBusUnavailableError extends Error {
  constructor(cause: unknown) {
    super('the event bus can not be reached', { cause });
    this.name = 'EventBusUnavailableError';
  }
}
