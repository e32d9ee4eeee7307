import { EventEmitter, once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runInTraceContext, currentTraceContext } from '#libs/observability';
import { EventBusUnavailableError, type EventBus } from '../event-bus.js';

const SUBJECT = 'mailer.send';
const DONE = { kind: 'done' } as const;
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const bytes = (value: string) => new TextEncoder().encode(value);

/**
 * What every event bus promises.
 *
 * @param create makes an empty one that hands out a message whose handler threw after 200 ms
 */
export function eventBusSuite(create: () => Promise<EventBus>): void {
  describe('as an event bus', () => {
    let bus: EventBus;
    const publish = (value: string, id: string = randomUUID()) => bus.publish(SUBJECT, id, bytes(value));
    beforeEach(async () => {
      bus = await create();
      await expect.poll(() => bus.isConnected()).toBe(true);
    });
    afterEach(() => bus.close());

    it('hands each message to one of its consumers, as it was published', async () => {
      const seen: string[] = [];
      for (let consumers = 0; consumers < 2; consumers += 1) {
        await bus.consume(SUBJECT, 2, async (data) => {
          seen.push(text(data));
          return DONE;
        });
      }
      const values = Array.from({ length: 20 }, (_, index) => `häppchen ${index}`);
      await Promise.all(values.map((value) => publish(value)));
      await expect.poll(() => seen.toSorted()).toEqual(values.toSorted());
    });

    it('keeps messages until somebody consumes them, and subjects apart', async () => {
      await bus.publish('mailer.report', randomUUID(), bytes('report'));
      await bus.publish('mailer.dead', randomUUID(), bytes('dead'));
      await publish('mail');
      for (const [subject, value] of [
        ['mailer.dead', 'dead'],
        [SUBJECT, 'mail'],
        ['mailer.report', 'report'],
      ] as const) {
        const seen: string[] = [];
        await bus.consume(subject, 1, async (data) => {
          seen.push(text(data));
          return DONE;
        });
        await expect.poll(() => seen).toEqual([value]);
      }
    });

    it('handles each message in the name of the request that it was published for, also the second time', async () => {
      const seen: string[] = [];
      for (const requestId of ['r-1', null, 'r-2']) {
        await runInTraceContext({ requestId, traceparent: null }, () => publish(`for ${requestId}`));
      }
      await bus.consume(SUBJECT, 1, async (data) => {
        seen.push(`${text(data)}, by ${currentTraceContext().requestId}`);
        return seen.length > 3 ? DONE : { kind: 'again', afterMs: 100 };
      });
      const each = ['for null, by null', 'for r-1, by r-1', 'for r-2, by r-2'];
      await expect.poll(() => seen.length).toBeGreaterThanOrEqual(6);
      expect([...new Set(seen)].toSorted()).toEqual(each);
    });

    it('brings a message again when the handler wants so, and not before', async () => {
      const times: number[] = [];
      await bus.consume(SUBJECT, 1, async () => {
        times.push(performance.now());
        return times.length < 3 ? { kind: 'again', afterMs: 300 } : DONE;
      });
      await publish('later');
      await expect.poll(() => times.length).toBe(3);
      const [first = 0, second = 0, third = 0] = times;
      expect(Math.min(second - first, third - second)).toBeGreaterThan(250);
    });

    it('goes on with other messages while one waits', async () => {
      const seen: string[] = [];
      await bus.consume(SUBJECT, 1, async (data) => {
        seen.push(text(data));
        return text(data) === 'slow' ? { kind: 'again', afterMs: 60_000 } : DONE;
      });
      await publish('slow');
      await publish('quick');
      await expect.poll(() => seen).toEqual(['slow', 'quick']);
    });

    it('brings a message again when its handler threw', async () => {
      let deliveries = 0;
      await bus.consume(SUBJECT, 1, async () => {
        deliveries += 1;
        if (deliveries === 1) throw new Error('not today');
        return DONE;
      });
      await publish('fragile');
      await expect.poll(() => deliveries).toBe(2);
    });

    it('stores the same message id once', async () => {
      const seen: string[] = [];
      await publish('first', 'same');
      await publish('second', 'same');
      await publish('third', 'other');
      await bus.consume(SUBJECT, 1, async (data) => {
        seen.push(text(data));
        return DONE;
      });
      await expect.poll(() => seen).toEqual(['first', 'third']);
    });

    it('runs no more handlers at once than it may', async () => {
      const gate = new EventEmitter();
      let [running, most, done] = [0, 0, 0];
      await bus.consume(SUBJECT, 3, async () => {
        running += 1;
        most = Math.max(most, running);
        if (done === 0) await once(gate, 'open');
        running -= 1;
        done += 1;
        return DONE;
      });
      await Promise.all(Array.from({ length: 12 }, (_, index) => publish(String(index))));
      await expect.poll(() => running).toBe(3);
      gate.emit('open');
      await expect.poll(() => done).toBe(12);
      expect(most).toBe(3);
    });

    it('waits at the end for what runs, and leaves the rest to others', async () => {
      const log: string[] = [];
      const gate = new EventEmitter();
      const first = await bus.consume(SUBJECT, 1, async (data) => {
        log.push(`begins ${text(data)}`);
        await once(gate, 'open');
        log.push(`ends ${text(data)}`);
        return DONE;
      });
      await publish('one');
      await publish('two');
      await expect.poll(() => log).toEqual(['begins one']);
      const stopped = first.stop().then(() => log.push('stopped'));
      gate.emit('open');
      await stopped;
      expect(log).toEqual(['begins one', 'ends one', 'stopped']);
      await bus.consume(SUBJECT, 1, async (data) => {
        log.push(`takes ${text(data)}`);
        return DONE;
      });
      await expect.poll(() => log.at(-1)).toBe('takes two');
    });

    it('refuses messages after its end', async () => {
      await bus.close();
      expect(bus.isConnected()).toBe(false);
      await expect(publish('late')).rejects.toBeInstanceOf(EventBusUnavailableError);
    });

    it('sets a mark only for who knows its last change', async () => {
      const key = randomUUID();
      expect(await bus.marks.get(key)).toBeNull();
      expect(await bus.marks.set(key, 'one', 0)).toBe(true);
      expect(await bus.marks.set(key, 'two', 0)).toBe(false);
      const mark = await bus.marks.get(key);
      expect(mark?.value).toBe('one');
      expect(await bus.marks.set(key, 'three', mark?.revision ?? 0)).toBe(true);
      expect(await bus.marks.set(key, 'four', mark?.revision ?? 0)).toBe(false);
      expect((await bus.marks.get(key))?.value).toBe('three');
      expect(await bus.marks.set(randomUUID(), 'five', mark?.revision ?? 0)).toBe(false);
    });

    it('lets one of many win a mark', async () => {
      const key = randomUUID();
      const tries = await Promise.all(
        Array.from({ length: 10 }, (_, index) => bus.marks.set(key, String(index), 0)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect((await bus.marks.get(key))?.value).toBe(String(tries.indexOf(true)));
    });
  });
}
