import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsHere } from '../../e2e/support/metrics-here.js';
import { NatsServer } from '../../e2e/support/nats.js';
import { Secret } from '#libs/config';
import { EventBusUnavailableError } from './event-bus.js';
import { JetStreamEventBus, type JetStreamSettings } from './jetstream.event-bus.js';
import { eventBusSuite } from './testing/event-bus-suite.js';

const open = (server: NatsServer, further: Partial<JetStreamSettings> = {}) =>
  JetStreamEventBus.connect({ url: new Secret(server.url), name: 'test', faultRetryMs: 200, ...further });
const publish = (bus: JetStreamEventBus, value: string) =>
  bus.publish('mailer.send', randomUUID(), new TextEncoder().encode(value));

/** How many messages wait, are at work, and of these came before, as the metrics tell it. */
async function queue(): Promise<unknown[]> {
  const metrics = await metricsHere();
  const names = ['pending', 'unacknowledged', 'redelivered'];
  return names.map((name) => metrics.value(`onasty_jetstream_${name}{subject="mailer.send"}`));
}

async function collect(bus: JetStreamEventBus): Promise<string[]> {
  const seen: string[] = [];
  await bus.consume('mailer.send', 2, async (data) => {
    seen.push(new TextDecoder().decode(data));
    return { kind: 'done' };
  });
  return seen;
}

describe('JetStream', () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  afterAll(() => server.stop());

  eventBusSuite(async () => {
    await server.kill();
    await server.wipe();
    await server.restart();
    return open(server);
  });

  describe('when NATS fails', () => {
    it('returns at once while NATS is down, refuses soon, and works when it comes', async () => {
      const late = await NatsServer.reserve();
      const bus = open(late);
      const seen = await collect(bus);
      const begin = performance.now();
      await expect(publish(bus, 'too early')).rejects.toBeInstanceOf(EventBusUnavailableError);
      // A client that waits for its server would wait for ever.
      expect(performance.now() - begin).toBeLessThan(20_000);
      await late.restart();
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'in time');
      await expect.poll(() => seen).toContain('in time');
      await bus.close();
      await late.stop();
    });

    it('ends while NATS is down', async () => {
      const never = await NatsServer.reserve();
      const bus = open(never);
      await collect(bus);
      await bus.close();
      expect(bus.isConnected()).toBe(false);
    });

    it('ends while NATS is gone that was there before', async () => {
      const gone = await NatsServer.start();
      const bus = open(gone);
      const seen = await collect(bus);
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'before');
      await expect.poll(() => seen).toContain('before');
      await gone.kill();
      await expect.poll(() => bus.isConnected()).toBe(false);
      await bus.close();
      expect(bus.isConnected()).toBe(false);
      await gone.stop();
    });

    it('loses nothing that was stored when NATS is killed, and consumes on by itself', async () => {
      const bus = open(server);
      await publish(bus, 'before');
      await server.kill();
      await expect.poll(() => bus.isConnected()).toBe(false);
      await expect(publish(bus, 'meanwhile')).rejects.toBeInstanceOf(EventBusUnavailableError);
      const seen = await collect(bus);
      await server.restart();
      await expect.poll(() => seen).toContain('before');
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'after');
      await expect.poll(() => seen).toContain('after');
      await bus.close();
    });

    it('makes streams, consumers and marks again when NATS lost its disk', async () => {
      const bus = open(server);
      const seen = await collect(bus);
      await publish(bus, 'first');
      await bus.marks.set('mark', 'one', 0);
      await expect.poll(() => seen).toContain('first');
      await server.kill();
      await server.wipe();
      await server.restart();
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'second');
      await expect.poll(() => seen).toContain('second');
      expect(await bus.marks.get('mark')).toBeNull();
      expect(await bus.marks.set('mark', 'two', 0)).toBe(true);
      await bus.close();
    });

    it('makes a stream again that somebody deleted', async () => {
      const bus = open(server);
      const seen = await collect(bus);
      await publish(bus, 'here');
      await expect.poll(() => seen).toContain('here');
      const connection = await connect({ servers: server.url });
      await connection.request('$JS.API.STREAM.DELETE.ONASTY_MAIL');
      await connection.close();
      await publish(bus, 'there');
      await expect.poll(() => seen).toContain('there');
      await bus.close();
    });
  });

  it('gives a message to another consumer soon after the one that had it is gone', async () => {
    const bus = open(server, { ackWaitMs: 1_000 });
    await expect.poll(() => bus.isConnected()).toBe(true);
    await publish(bus, 'left behind');
    const gone = await connect({ servers: server.url });
    const taken = await gone.request('$JS.API.CONSUMER.MSG.NEXT.ONASTY_MAIL.mailer-send', '', {
      noMux: true,
      timeout: 10_000,
    });
    expect(taken.string()).toBe('left behind');
    await gone.close();
    const seen = await collect(bus);
    await expect.poll(() => seen).toEqual(['left behind']);
    await bus.close();
  });

  it('leaves a message to its consumer for as long as it works on it', async () => {
    const bus = open(server, { ackWaitMs: 1_000 });
    const gate = new EventEmitter();
    const deliveries: string[] = [];
    await bus.consume('mailer.send', 2, async (data) => {
      deliveries.push(new TextDecoder().decode(data));
      if (deliveries.length === 1) await once(gate, 'open');
      return { kind: 'done' };
    });
    const listener = await connect({ servers: server.url });
    let words = 0;
    listener.subscribe('$JS.ACK.ONASTY_MAIL.mailer-send.>', {
      callback: (_error, message) => void (message.string() === '+WPI' && (words += 1)),
    });
    await publish(bus, 'long');
    // Three of them in the time after which another would get it.
    await expect.poll(() => words).toBeGreaterThan(6);
    expect(deliveries).toEqual(['long']);
    gate.emit('open');
    await publish(bus, 'short');
    await expect.poll(() => deliveries).toEqual(['long', 'short']);
    await listener.close();
    await bus.close();
  });

  it('waits no longer for consumers than this release, whichever made them', async () => {
    const older = open(server, { ackWaitMs: 120_000 });
    await expect.poll(() => older.isConnected()).toBe(true);
    await older.close();
    const bus = open(server);
    await expect.poll(() => bus.isConnected()).toBe(true);
    const connection = await connect({ servers: server.url });
    for (const consumer of ['mailer-send', 'mailer-report', 'mailer-dead']) {
      const stream = consumer === 'mailer-dead' ? 'ONASTY_DEAD' : 'ONASTY_MAIL';
      const info = await connection.request(`$JS.API.CONSUMER.INFO.${stream}.${consumer}`);
      expect(info.json()).toMatchObject({ config: { ack_wait: 30 * 1e9 } });
    }
    await connection.close();
    await bus.close();
  });

  it('tells how many messages wait, how many are at work, and how many of these came before', async () => {
    const bus = open(server);
    const gate = new EventEmitter();
    let deliveries = 0;
    await bus.consume('mailer.send', 1, async () => {
      deliveries += 1;
      if (deliveries === 1) return { kind: 'again', afterMs: 0 };
      if (deliveries === 2) await once(gate, 'open');
      return { kind: 'done' };
    });
    await publish(bus, 'comes twice');
    await expect.poll(() => deliveries).toBe(2);
    await Promise.all(['waits', 'waits, too'].map((value) => publish(bus, value)));
    await expect.poll(queue).toEqual([2, 1, 1]);
    gate.emit('open');
    await expect.poll(() => deliveries).toBe(4);
    await bus.close();
  });

  it('answers a plain request on mailer.send once the event is stored', async () => {
    const bus = open(server);
    const seen = await collect(bus);
    await expect.poll(() => bus.isConnected()).toBe(true);
    const connection = await connect({ servers: server.url });
    const answer = await connection.request('mailer.send', 'from anybody');
    expect(answer.json()).toMatchObject({ stream: 'ONASTY_MAIL' });
    await expect.poll(() => seen).toContain('from anybody');
    await connection.close();
    await bus.close();
  });

  it('answers as a micro service, also after NATS came back', async () => {
    const bus = open(server);
    bus.serve('mailer', '1.2.3', { 'mailer.ping': () => ({ message: 'pong' }) });
    await expect.poll(() => bus.isConnected()).toBe(true);
    const ask = async (subject: string): Promise<unknown> => {
      const connection = await connect({ servers: server.url });
      const answer = await connection.request(subject);
      await connection.close();
      return answer.json();
    };
    expect(await ask('mailer.ping')).toEqual({ message: 'pong' });
    await server.kill();
    await server.restart();
    await expect.poll(() => bus.isConnected()).toBe(true);
    expect(await ask('mailer.ping')).toEqual({ message: 'pong' });
    const identity = { name: 'mailer', version: '1.2.3', id: expect.any(String) };
    expect(await ask('$SRV.PING.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.ping_response',
    });
    expect(await ask('$SRV.INFO.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.info_response',
      endpoints: [{ name: 'mailer-ping', subject: 'mailer.ping' }],
    });
    expect(await ask('$SRV.STATS.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.stats_response',
      endpoints: [{ subject: 'mailer.ping', num_requests: 2, num_errors: 0 }],
    });
    await bus.close();
  });
});
