import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ack, EventBusUnavailableError, retryAfter } from './event-bus.js';
import { MemoryEventBus } from './memory.event-bus.js';
import { eventBusSuite } from './testing/event-bus-suite.js';

const SUBJECT = 'mailer.send';
const CAPACITY = 100_000;
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const bytes = (value: string) => new TextEncoder().encode(value);

describe('MemoryEventBus', () => {
  eventBusSuite(async () => new MemoryEventBus({ failureRetryMs: 200 }));

  describe('beyond the contract', () => {
    afterEach(() => vi.useRealTimers());

    it('rejects messages while it is full, and accepts the same one again later', async () => {
      const bus = new MemoryEventBus();
      for (let index = 0; index < CAPACITY; index += 1) await bus.publish(SUBJECT, String(index), bytes(''));
      await expect(bus.publish(SUBJECT, 'next', bytes('next'))).rejects.toBeInstanceOf(
        EventBusUnavailableError,
      );
      await bus.publish('mailer.report', 'next', bytes('another queue'));
      const gate = new EventEmitter();
      bus.consume(SUBJECT, 1, async () => {
        await once(gate, 'open');
        return ack;
      });
      await bus.publish(SUBJECT, 'next', bytes('next'));
      await Promise.all([bus.close(), Promise.resolve().then(() => gate.emit('open'))]);
    });

    it('stores an id again after two minutes', async () => {
      vi.useFakeTimers();
      const bus = new MemoryEventBus();
      let deliveries = 0;
      bus.consume(SUBJECT, 1, async () => {
        deliveries += 1;
        return ack;
      });
      for (const pauseMs of [0, 119_000, 2_000]) {
        await vi.advanceTimersByTimeAsync(pauseMs);
        await bus.publish(SUBJECT, 'same', bytes(''));
        await vi.advanceTimersByTimeAsync(1);
      }
      expect(deliveries).toBe(2);
      await bus.close();
    });

    it('delivers a copy, so that a publisher may reuse its bytes', async () => {
      const bus = new MemoryEventBus();
      const data = bytes('before');
      await bus.publish(SUBJECT, 'one', data);
      data.fill(0);
      const seen: string[] = [];
      bus.consume(SUBJECT, 1, async (received) => {
        seen.push(text(received));
        return ack;
      });
      await expect.poll(() => seen).toEqual(['before']);
      await bus.close();
    });

    it('waits for running handlers on close, and discards waiting and delayed messages', async () => {
      const bus = new MemoryEventBus();
      const gate = new EventEmitter();
      const seen: string[] = [];
      bus.consume(SUBJECT, 1, async (data) => {
        seen.push(text(data));
        if (text(data) === 'delayed') return retryAfter(1);
        await once(gate, 'open');
        seen.push('finished');
        return ack;
      });
      await bus.publish(SUBJECT, '1', bytes('delayed'));
      await expect.poll(() => seen).toContain('delayed');
      await bus.publish(SUBJECT, '2', bytes('running'));
      await bus.publish(SUBJECT, '3', bytes('waiting'));
      await expect.poll(() => seen).toContain('running');
      const before = seen.length;
      const closed = bus.close();
      gate.emit('open');
      await closed;
      expect(seen.slice(before)).toEqual(['finished']);
    });
  });
});
