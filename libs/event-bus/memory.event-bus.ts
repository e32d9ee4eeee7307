import { currentTraceContext, silentLogger, type AppLogger } from '#libs/observability';
import {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type KeyValueStore,
  type NatsState,
  type QueueState,
  type Subject,
  type Subscription,
} from './event-bus.js';
import { MemoryKeyValueStore } from './memory/memory.key-value-store.js';
import { MemoryQueue } from './memory/memory-queue.js';

const FAILURE_RETRY_MS = 10_000;
const DUPLICATE_WINDOW_MS = 120_000;

export interface MemorySettings {
  logger?: AppLogger;
  /** Delay before a message whose handler threw is delivered again; 10 s by default. */
  failureRetryMs?: number;
}

/**
 * Event bus within one process. **Its state is lost on exit**: publishers must be able to publish again, as the outbox
 * does.
 */
export class MemoryEventBus implements EventBus {
  readonly keyValue: KeyValueStore = new MemoryKeyValueStore();
  readonly natsState: NatsState = 'unused';
  private readonly queues = new Map<Subject, MemoryQueue>();
  /** Publication time of each message id, oldest first. */
  private readonly published = new Map<string, number>();
  private readonly settings: Required<MemorySettings>;
  private isClosed = false;

  constructor({ logger = silentLogger, failureRetryMs = FAILURE_RETRY_MS }: MemorySettings = {}) {
    this.settings = { logger, failureRetryMs };
  }

  publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void> {
    if (this.isClosed) return unavailable('closed');
    this.deleteExpiredIds();
    const id = `${subject}\0${messageId}`;
    if (this.published.has(id)) return Promise.resolve();
    const message = { data: Uint8Array.from(data), traceContext: currentTraceContext() };
    if (!this.queue(subject).add(message)) return unavailable('full');
    this.published.set(id, performance.now());
    return Promise.resolve();
  }

  consume(subject: Subject, concurrency: number, handler: EventHandler): Subscription {
    return this.queue(subject).consume(concurrency, handler);
  }

  isConnected(): boolean {
    return !this.isClosed;
  }

  queueStates(): Promise<ReadonlyMap<Subject, QueueState>> {
    return Promise.resolve(new Map());
  }

  /** Waits for running handlers; discards waiting messages. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(subject: Subject): MemoryQueue {
    const queue = this.queues.get(subject) ?? new MemoryQueue(subject, this.settings);
    this.queues.set(subject, queue);
    return queue;
  }

  private deleteExpiredIds(): void {
    const limit = performance.now() - DUPLICATE_WINDOW_MS;
    for (const [id, time] of this.published) {
      if (time > limit) return;
      this.published.delete(id);
    }
  }
}

function unavailable(reason: string): Promise<never> {
  return Promise.reject(new EventBusUnavailableError(new Error(reason)));
}
