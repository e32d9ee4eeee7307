import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NatsServer } from '../../e2e/support/servers/nats.js';
import { natsAddress } from '#libs/config';
import { ack, EventBusUnavailableError } from './event-bus.js';
import { JetStreamEventBus, type JetStreamSettings } from './jetstream.event-bus.js';
import { eventBusSuite } from './testing/event-bus-suite.js';

const open = (server: NatsServer, further: Partial<JetStreamSettings> = {}) =>
  JetStreamEventBus.connect({
    url: natsAddress.parse(server.url),
    name: 'test',
    failureRetryMs: 200,
    ...further,
  });
const publish = (bus: JetStreamEventBus, value: string) =>
  bus.publish('mailer.send', randomUUID(), new TextEncoder().encode(value));

async function collect(bus: JetStreamEventBus): Promise<string[]> {
  const seen: string[] = [];
  bus.consume('mailer.send', 2, async (data) => {
    seen.push(new TextDecoder().decode(data));
    return ack;
  });
  return seen;
}

describe('JetStreamEventBus', () => {
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

  describe('while NATS fails', () => {
    it('connects and consumes at once while NATS is down, rejects messages soon, and works once NATS starts', async () => {
      const late = await NatsServer.reserve();
      const bus = open(late);
      const seen = await collect(bus);
      const begin = performance.now();
      await expect(publish(bus, 'too early')).rejects.toBeInstanceOf(EventBusUnavailableError);
      // Without a timeout the client would wait forever.
      expect(performance.now() - begin).toBeLessThan(20_000);
      await late.restart();
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'in time');
      await expect.poll(() => seen).toContain('in time');
      await bus.close();
      await late.stop();
    });

    it('closes while NATS was never up', async () => {
      const never = await NatsServer.reserve();
      const bus = open(never);
      await collect(bus);
      await bus.close();
      expect(bus.isConnected()).toBe(false);
    });

    it('closes after NATS has gone', async () => {
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

    it('keeps stored messages when NATS is killed, and resumes consuming', async () => {
      const bus = open(server);
      await publish(bus, 'before');
      await server.kill();
      await expect.poll(() => bus.isConnected()).toBe(false);
      await expect(publish(bus, 'during the outage')).rejects.toBeInstanceOf(EventBusUnavailableError);
      const seen = await collect(bus);
      await server.restart();
      await expect.poll(() => seen).toContain('before');
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'after');
      await expect.poll(() => seen).toContain('after');
      await bus.close();
    });

    it('recreates streams, consumers and the key-value bucket after NATS lost its disk', async () => {
      const bus = open(server);
      const seen = await collect(bus);
      await publish(bus, 'first');
      await bus.keyValue.set('key', 'one', 0);
      await expect.poll(() => seen).toContain('first');
      await server.kill();
      await server.wipe();
      await server.restart();
      await expect.poll(() => bus.isConnected()).toBe(true);
      await publish(bus, 'second');
      await expect.poll(() => seen).toContain('second');
      expect(await bus.keyValue.get('key')).toBeNull();
      expect(await bus.keyValue.set('key', 'two', 0)).toBe(true);
      await bus.close();
    });

    it('recreates a deleted stream', async () => {
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

  it('delivers a message to another consumer soon after its consumer has gone', async () => {
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

  it('keeps a message with its consumer while the handler runs', async () => {
    const bus = open(server, { ackWaitMs: 1_000 });
    const gate = new EventEmitter();
    const deliveries: string[] = [];
    bus.consume('mailer.send', 2, async (data) => {
      deliveries.push(new TextDecoder().decode(data));
      if (deliveries.length === 1) await once(gate, 'open');
      return ack;
    });
    const listener = await connect({ servers: server.url });
    let heartbeats = 0;
    listener.subscribe('$JS.ACK.ONASTY_MAIL.mailer-send.>', {
      callback: (_error, message) => void (message.string() === '+WPI' && (heartbeats += 1)),
    });
    await publish(bus, 'long');
    // Three of them are sent per acknowledgement timeout.
    await expect.poll(() => heartbeats).toBeGreaterThan(6);
    expect(deliveries).toEqual(['long']);
    gate.emit('open');
    await publish(bus, 'short');
    await expect.poll(() => deliveries).toEqual(['long', 'short']);
    await listener.close();
    await bus.close();
  });

  it('updates the acknowledgement timeout of consumers that another release created', async () => {
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

  it('confirms a plain request on mailer.send once the event is stored', async () => {
    const bus = open(server);
    const seen = await collect(bus);
    await expect.poll(() => bus.isConnected()).toBe(true);
    const connection = await connect({ servers: server.url });
    const response = await connection.request('mailer.send', 'from any client');
    expect(response.json()).toMatchObject({ stream: 'ONASTY_MAIL' });
    await expect.poll(() => seen).toContain('from any client');
    await connection.close();
    await bus.close();
  });

  it('serves a NATS micro service, also after NATS restarted', async () => {
    const bus = open(server);
    bus.serve('mailer', '1.2.3', { 'mailer.ping': () => ({ message: 'pong' }) });
    await expect.poll(() => bus.isConnected()).toBe(true);
    const request = async (subject: string): Promise<unknown> => {
      const connection = await connect({ servers: server.url });
      const response = await connection.request(subject);
      await connection.close();
      return response.json();
    };
    expect(await request('mailer.ping')).toEqual({ message: 'pong' });
    await server.kill();
    await server.restart();
    await expect.poll(() => bus.isConnected()).toBe(true);
    expect(await request('mailer.ping')).toEqual({ message: 'pong' });
    const identity = { name: 'mailer', version: '1.2.3', id: expect.any(String) };
    expect(await request('$SRV.PING.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.ping_response',
    });
    expect(await request('$SRV.INFO.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.info_response',
      endpoints: [{ name: 'mailer-ping', subject: 'mailer.ping' }],
    });
    expect(await request('$SRV.STATS.mailer')).toMatchObject({
      ...identity,
      type: 'io.nats.micro.v1.stats_response',
      endpoints: [{ subject: 'mailer.ping', num_requests: 2, num_errors: 0 }],
    });
    await bus.close();
  });
});
