export {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type KeyValueEntry,
  type KeyValueStore,
  type NatsState,
  type Subject,
  type Subscription,
  type HandlerResult,
} from './event-bus.js';
export { JetStreamEventBus, type JetStreamSettings } from './jetstream.event-bus.js';
export { MemoryEventBus, type MemorySettings } from './memory.event-bus.js';
