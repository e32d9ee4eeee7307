export {
  ack,
  EventBusUnavailableError,
  retryAfter,
  type EventBus,
  type EventHandler,
  type HandlerResult,
  type KeyValueEntry,
  type KeyValueStore,
  type NatsState,
  type QueueState,
  type Subject,
  type Subscription,
} from './event-bus.js';
export { observeEventBus } from './event-bus.metrics.js';
export { JetStreamEventBus, type JetStreamSettings } from './jetstream.event-bus.js';
export { natsMetrics } from './jetstream/nats-metrics.js';
export { MemoryEventBus, type MemorySettings } from './memory.event-bus.js';
