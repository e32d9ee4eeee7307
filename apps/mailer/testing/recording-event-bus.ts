import {
  EventBusUnavailableError,
  MemoryEventBus,
  type EventBus,
  type EventHandler,
  type KeyValueStore,
  type Subject,
} from '#libs/event-bus';

const unavailable = () => new EventBusUnavailableError(new Error('injected'));

/** In-memory event bus that records what is published and fails on demand. */
export class RecordingEventBus implements EventBus {
  readonly published: { subject: Subject; messageId: string; data: Uint8Array }[] = [];
  readonly rejected = new Set<Subject>();
  isDown = false;
  failsToSet = false;
  readonly natsState = 'unused';
  readonly keyValue: KeyValueStore = {
    get: (key) => this.records.get(key),
    set: (key, value, revision) =>
      this.failsToSet ? Promise.reject(unavailable()) : this.records.set(key, value, revision),
  };
  private readonly bus = new MemoryEventBus();
  private records = this.bus.keyValue;

  async publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void> {
    if (this.isDown || this.rejected.has(subject)) throw unavailable();
    this.published.push({ subject, messageId, data });
    await this.bus.publish(subject, messageId, data);
  }

  /** Loses the key-value store, as NATS does with its disk. */
  loseRecords(): void {
    this.records = new MemoryEventBus().keyValue;
  }

  consume(subject: Subject, concurrency: number, handler: EventHandler) {
    return this.bus.consume(subject, concurrency, handler);
  }

  isConnected(): boolean {
    return !this.isDown;
  }

  queueStates() {
    return this.bus.queueStates();
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}
