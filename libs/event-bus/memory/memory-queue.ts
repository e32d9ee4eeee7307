import { runInTraceContext, withSpan, type AppLogger, type TraceContext } from '#libs/observability';
import {
  retryAfter,
  type EventHandler,
  type HandlerResult,
  type Subject,
  type Subscription,
} from '../event-bus.js';

/** Capacity of the JetStream stream. */
const MAX_MESSAGES = 100_000;

interface Message {
  data: Uint8Array;
  traceContext: TraceContext;
}

class MemoryConsumer {
  readonly handling = new Set<Promise<void>>();

  constructor(
    readonly concurrency: number,
    readonly handler: EventHandler,
  ) {}

  get isFree(): boolean {
    return this.handling.size < this.concurrency;
  }
}

/** Messages of one subject in order, and their consumers. */
export class MemoryQueue {
  private readonly waiting: Message[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Least recently used first. */
  private consumers: MemoryConsumer[] = [];

  constructor(
    private readonly subject: Subject,
    private readonly settings: { logger: AppLogger; failureRetryMs: number },
  ) {}

  /** Returns false if the queue is full. */
  add(message: Message): boolean {
    if (this.waiting.length + this.timers.size >= MAX_MESSAGES) return false;
    this.waiting.push(message);
    this.deliver();
    return true;
  }

  consume(concurrency: number, handler: EventHandler): Subscription {
    const consumer = new MemoryConsumer(concurrency, handler);
    this.consumers.push(consumer);
    this.deliver();
    return { stop: () => this.release(consumer) };
  }

  async close(): Promise<void> {
    this.waiting.length = 0;
    await Promise.all(this.consumers.map((consumer) => this.release(consumer)));
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async release(consumer: MemoryConsumer): Promise<void> {
    this.consumers = this.consumers.filter((other) => other !== consumer);
    await Promise.all(consumer.handling);
  }

  private deliver(): void {
    for (;;) {
      const consumer = this.consumers.find(({ isFree }) => isFree);
      const message = consumer && this.waiting.shift();
      if (message === undefined || consumer === undefined) return;
      this.consumers = [...this.consumers.filter((other) => other !== consumer), consumer];
      this.start(message, consumer);
    }
  }

  private start(message: Message, consumer: MemoryConsumer): void {
    const handling = runInTraceContext(message.traceContext, () => this.handle(message, consumer));
    consumer.handling.add(handling);
    void handling.finally(() => {
      consumer.handling.delete(handling);
      this.deliver();
    });
  }

  private async handle(message: Message, consumer: MemoryConsumer): Promise<void> {
    const result = await this.resultOf(message.data, consumer.handler);
    if (result.kind === 'retry') this.addLater(message, result.afterMs);
  }

  private async resultOf(data: Uint8Array, handler: EventHandler): Promise<HandlerResult> {
    try {
      // Lets the publisher continue first, as it does between processes.
      await Promise.resolve();
      return await withSpan('process', this.subject, () => handler(data));
    } catch (error) {
      this.settings.logger.error({ err: error }, 'message handler failed; will retry');
      return retryAfter(this.settings.failureRetryMs);
    }
  }

  private addLater(message: Message, afterMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.waiting.push(message);
      this.deliver();
    }, afterMs);
    timer.unref();
    this.timers.add(timer);
  }
}
