import { currentTraceContext } from '#libs/observability';
import {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type Subject,
  type Subscription,
} from './event-bus.js';
import { silentLogger, type AppLogger } from '#libs/observability';
import { MemoryMarks } from './memory/memory.key-value-store.js';
import { MemoryQueue } from './memory/memory-queue.js';

const FAULT_RETRY_MS = 10_000;
const DUPLICATE_WINDOW_MS = 120_000;

export interface MemorySettings {
  logger?: AppLogger;
  /** How long a message waits whose handler threw; 10 s unless told. */
  faultRetryMs?: number;
}

/**
 * The event bus within one process. **Its state is lost on exit**: messages that wait and marks alike. Whoever
 * publishes must know what it published, as the outbox does.
 */
export class MemoryEventBus implements EventBus {
  readonly marks = new MemoryMarks();
  readonly natsState = 'unused';
  private readonly queues = new Map<Subject, MemoryQueue>();
  /** When a message id was last used, oldest first. */
  private readonly published = new Map<string, number>();
  private readonly settings: Required<MemorySettings>;
  private isClosed = false;

  constructor({ logger = silentLogger, faultRetryMs = FAULT_RETRY_MS }: MemorySettings = {}) {
    this.settings = { logger, faultRetryMs };
  }

  // oxlint-disable-next-line typescript/require-await -- as the interface has it
  async publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void> {
    if (this.isClosed) throw new EventBusUnavailableError(new Error('it is closed'));
    this.forgetOldIds();
    const id = `${subject}\0${messageId}`;
    if (this.published.has(id)) return;
    if (!this.queue(subject).add({ data: Uint8Array.from(data), origin: currentTraceContext() })) {
      throw new EventBusUnavailableError(new Error('it is full'));
    }
    this.published.set(id, performance.now());
  }

  // oxlint-disable-next-line typescript/require-await -- as the interface has it
  async consume(subject: Subject, concurrency: number, handler: EventHandler): Promise<Subscription> {
    return this.queue(subject).consume(concurrency, handler);
  }

  isConnected(): boolean {
    return !this.isClosed;
  }

  /** Waits for the handlers that run; messages that wait are gone. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(subject: Subject): MemoryQueue {
    const queue = this.queues.get(subject) ?? new MemoryQueue(subject, this.settings);
    this.queues.set(subject, queue);
    return queue;
  }

  private forgetOldIds(): void {
    const limit = performance.now() - DUPLICATE_WINDOW_MS;
    for (const [id, time] of this.published) {
      if (time > limit) return;
      this.published.delete(id);
    }
  }
}
