import { describe } from 'vitest';
import { MemoryEventBus } from './memory.event-bus.js';
import { eventBusSuite } from './testing/event-bus-suite.js';

describe('MemoryEventBus', () => {
  eventBusSuite(async () => new MemoryEventBus({ failureRetryMs: 200 }));
});
