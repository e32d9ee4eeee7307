import { runInTraceContext, withSpan, type TraceContext } from '#libs/observability';
import type { EventHandler, Subject, Subscription, HandlerResult } from '../event-bus.js';
import type { AppLogger } from '#libs/observability';

/** As many as the stream takes. */
const MAX_MESSAGES = 100_000;

interface Message {
  data: Uint8Array;
  origin: TraceContext;
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

/** The messages of one subject, in order, and who takes them. */
export class MemoryQueue {
  private readonly waiting: Message[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Whoever took a message last is at the end. */
  private consumers: MemoryConsumer[] = [];

  constructor(
    private readonly subject: Subject,
    private readonly settings: { logger: AppLogger; faultRetryMs: number },
  ) {}

  /** False when it is full. */
  add(message: Message): boolean {
    if (this.waiting.length + this.timers.size >= MAX_MESSAGES) return false;
    this.waiting.push(message);
    this.handOut();
    return true;
  }

  consume(concurrency: number, handler: EventHandler): Subscription {
    const consumer = new MemoryConsumer(concurrency, handler);
    this.consumers.push(consumer);
    this.handOut();
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

  private handOut(): void {
    for (;;) {
      const consumer = this.consumers.find(({ isFree }) => isFree);
      const message = consumer && this.waiting.shift();
      if (message === undefined || consumer === undefined) return;
      this.consumers = [...this.consumers.filter((other) => other !== consumer), consumer];
      this.hand(message, consumer);
    }
  }

  private hand(message: Message, consumer: MemoryConsumer): void {
    const handling = runInTraceContext(message.origin, () => this.handle(message, consumer));
    consumer.handling.add(handling);
    void handling.finally(() => {
      consumer.handling.delete(handling);
      this.handOut();
    });
  }

  /** Never throws. */
  private async handle(message: Message, consumer: MemoryConsumer): Promise<void> {
    const verdict = await this.verdictOn(message.data, consumer.handler);
    if (verdict.kind === 'again') this.addLater(message, verdict.afterMs);
  }

  private async verdictOn(data: Uint8Array, handler: EventHandler): Promise<HandlerResult> {
    try {
      // A handler runs after the publisher went on, as it does between processes.
      await Promise.resolve();
      return await withSpan('process', this.subject, () => handler(data));
    } catch (error) {
      this.settings.logger.error({ err: error }, 'a message could not be handled and comes again');
      return { kind: 'again', afterMs: this.settings.faultRetryMs };
    }
  }

  private addLater(message: Message, afterMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.waiting.push(message);
      this.handOut();
    }, afterMs);
    // It keeps no process alive that has nothing else to do.
    timer.unref();
    this.timers.add(timer);
  }
}
