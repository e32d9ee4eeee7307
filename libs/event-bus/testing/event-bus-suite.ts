import { EventEmitter, once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runInTraceContext, currentTraceContext } from '#libs/observability';
import { ack, EventBusUnavailableError, retryAfter, type EventBus } from '../event-bus.js';

const SUBJECT = 'mailer.send';
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const bytes = (value: string) => new TextEncoder().encode(value);

/**
 * Contract of every event bus.
 *
 * @param create returns an empty bus that retries a message after 200 ms if its handler threw
 */
export function eventBusSuite(create: () => Promise<EventBus>): void {
  describe('event bus', () => {
    let bus: EventBus;
    const publish = (value: string, id: string = randomUUID()) => bus.publish(SUBJECT, id, bytes(value));
    beforeEach(async () => {
      bus = await create();
      await expect.poll(() => bus.isConnected()).toBe(true);
    });
    afterEach(() => bus.close());

    it('delivers each message unchanged to one consumer', async () => {
      const seen: string[] = [];
      for (let consumers = 0; consumers < 2; consumers += 1) {
        bus.consume(SUBJECT, 2, async (data) => {
          seen.push(text(data));
          return ack;
        });
      }
      const values = Array.from({ length: 20 }, (_, index) => `häppchen ${index}`);
      await Promise.all(values.map((value) => publish(value)));
      await expect.poll(() => seen.toSorted()).toEqual(values.toSorted());
    });

    it('keeps messages until they are consumed, separately for each subject', async () => {
      await bus.publish('mailer.report', randomUUID(), bytes('report'));
      await bus.publish('mailer.dead', randomUUID(), bytes('dead'));
      await publish('mail');
      for (const [subject, value] of [
        ['mailer.dead', 'dead'],
        [SUBJECT, 'mail'],
        ['mailer.report', 'report'],
      ] as const) {
        const seen: string[] = [];
        bus.consume(subject, 1, async (data) => {
          seen.push(text(data));
          return ack;
        });
        await expect.poll(() => seen).toEqual([value]);
      }
    });

    it('restores the trace context of the publisher for each delivery, retries included', async () => {
      const seen: string[] = [];
      for (const requestId of ['r-1', null, 'r-2']) {
        await runInTraceContext({ requestId, traceparent: null }, () => publish(`for ${requestId}`));
      }
      bus.consume(SUBJECT, 1, async (data) => {
        seen.push(`${text(data)}, by ${currentTraceContext().requestId}`);
        return seen.length > 3 ? ack : retryAfter(100);
      });
      const each = ['for null, by null', 'for r-1, by r-1', 'for r-2, by r-2'];
      await expect.poll(() => seen.length).toBeGreaterThanOrEqual(6);
      expect([...new Set(seen)].toSorted()).toEqual(each);
    });

    it('delivers a message again after the delay that the handler returns, not before', async () => {
      const times: number[] = [];
      bus.consume(SUBJECT, 1, async () => {
        times.push(performance.now());
        return times.length < 3 ? retryAfter(300) : ack;
      });
      await publish('later');
      await expect.poll(() => times.length).toBe(3);
      const [first = 0, second = 0, third = 0] = times;
      expect(Math.min(second - first, third - second)).toBeGreaterThan(250);
    });

    it('delivers other messages while one waits for its retry', async () => {
      const seen: string[] = [];
      bus.consume(SUBJECT, 1, async (data) => {
        seen.push(text(data));
        return text(data) === 'slow' ? retryAfter(60_000) : ack;
      });
      await publish('slow');
      await publish('quick');
      await expect.poll(() => seen).toEqual(['slow', 'quick']);
    });

    it('delivers a message again if its handler throws', async () => {
      let deliveries = 0;
      bus.consume(SUBJECT, 1, async () => {
        deliveries += 1;
        if (deliveries === 1) throw new Error('handler failed');
        return ack;
      });
      await publish('fragile');
      await expect.poll(() => deliveries).toBe(2);
    });

    it('stores a repeated message id once', async () => {
      const seen: string[] = [];
      await publish('first', 'same');
      await publish('second', 'same');
      await publish('third', 'other');
      bus.consume(SUBJECT, 1, async (data) => {
        seen.push(text(data));
        return ack;
      });
      await expect.poll(() => seen).toEqual(['first', 'third']);
    });

    it('limits concurrent handlers', async () => {
      const gate = new EventEmitter();
      let [running, most, done] = [0, 0, 0];
      bus.consume(SUBJECT, 3, async () => {
        running += 1;
        most = Math.max(most, running);
        if (done === 0) await once(gate, 'open');
        running -= 1;
        done += 1;
        return ack;
      });
      await Promise.all(Array.from({ length: 12 }, (_, index) => publish(String(index))));
      await expect.poll(() => running).toBe(3);
      gate.emit('open');
      await expect.poll(() => done).toBe(12);
      expect(most).toBe(3);
    });

    it('finishes running handlers on stop and leaves waiting messages to other consumers', async () => {
      const log: string[] = [];
      const gate = new EventEmitter();
      const first = bus.consume(SUBJECT, 1, async (data) => {
        log.push(`begin ${text(data)}`);
        await once(gate, 'open');
        log.push(`end ${text(data)}`);
        return ack;
      });
      await publish('one');
      await publish('two');
      await expect.poll(() => log).toEqual(['begin one']);
      const stopped = first.stop().then(() => log.push('stopped'));
      gate.emit('open');
      await stopped;
      expect(log).toEqual(['begin one', 'end one', 'stopped']);
      bus.consume(SUBJECT, 1, async (data) => {
        log.push(`take ${text(data)}`);
        return ack;
      });
      await expect.poll(() => log.at(-1)).toBe('take two');
    });

    it('rejects messages after close', async () => {
      await bus.close();
      expect(bus.isConnected()).toBe(false);
      await expect(publish('late')).rejects.toBeInstanceOf(EventBusUnavailableError);
    });

    it('sets an entry only if the caller names its latest revision', async () => {
      const key = randomUUID();
      expect(await bus.keyValue.get(key)).toBeNull();
      expect(await bus.keyValue.set(key, 'one', 0)).toBe(true);
      expect(await bus.keyValue.set(key, 'two', 0)).toBe(false);
      const entry = await bus.keyValue.get(key);
      expect(entry?.value).toBe('one');
      expect(await bus.keyValue.set(key, 'three', entry?.revision ?? 0)).toBe(true);
      expect(await bus.keyValue.set(key, 'four', entry?.revision ?? 0)).toBe(false);
      expect((await bus.keyValue.get(key))?.value).toBe('three');
      expect(await bus.keyValue.set(randomUUID(), 'five', entry?.revision ?? 0)).toBe(false);
    });

    it('lets one of several concurrent writers set an entry', async () => {
      const key = randomUUID();
      const tries = await Promise.all(
        Array.from({ length: 10 }, (_, index) => bus.keyValue.set(key, String(index), 0)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect((await bus.keyValue.get(key))?.value).toBe(String(tries.indexOf(true)));
    });
  });
}
