import { describe } from 'vitest';
import { MemoryEventBus } from './memory.event-bus.js';
import { eventBusSuite } from './testing/event-bus-suite.js';

describe('memory', () => {
  eventBusSuite(async () => new MemoryEventBus({ faultRetryMs: 200 }));
});
