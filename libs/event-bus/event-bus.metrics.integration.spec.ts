import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { natsAddress } from '#libs/config';
import { NatsServer } from '../../e2e/support/servers/nats.js';
import { Metrics } from '../observability/testing/metrics.js';
import { ack, JetStreamEventBus, observeEventBus, retryAfter } from './index.js';

const connectTo = (server: NatsServer) =>
  JetStreamEventBus.connect({ url: natsAddress.parse(server.url), name: 'test' });
const publish = (bus: JetStreamEventBus, value: string) =>
  bus.publish('mailer.send', randomUUID(), new TextEncoder().encode(value));

/** Pending, unacknowledged and redelivered messages as the metrics report them. */
async function queueIn(registry: Registry): Promise<unknown[]> {
  const metrics = new Metrics(await registry.metrics());
  const names = ['pending', 'unacknowledged', 'redelivered'];
  return names.map((name) => metrics.value(`onasty_jetstream_${name}{subject="mailer.send"}`));
}

describe('observeEventBus', () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  afterAll(() => server.stop());

  it('exports pending, unacknowledged and redelivered messages, and the connection', async () => {
    const registry = new Registry();
    const bus = connectTo(server);
    observeEventBus(registry, bus);
    const gate = new EventEmitter();
    let deliveries = 0;
    bus.consume('mailer.send', 1, async () => {
      deliveries += 1;
      if (deliveries === 1) return retryAfter(0);
      if (deliveries === 2) await once(gate, 'open');
      return ack;
    });
    await publish(bus, 'delivered twice');
    await expect.poll(() => deliveries).toBe(2);
    await Promise.all(['waiting', 'waiting, too'].map((value) => publish(bus, value)));
    await expect.poll(() => queueIn(registry)).toEqual([2, 1, 1]);
    expect(new Metrics(await registry.metrics()).value('onasty_nats_connected')).toBe(1);
    gate.emit('open');
    await expect.poll(() => deliveries).toBe(4);
    await bus.close();
  });

  it('exports an outage of NATS as disconnected and its queues as unknown', async () => {
    const bus = connectTo(server);
    const registry = new Registry();
    observeEventBus(registry, bus);
    bus.consume('mailer.send', 1, () => Promise.resolve(ack));
    await expect.poll(() => queueIn(registry)).toEqual([0, 0, 0]);
    await server.kill();
    await expect
      .poll(async () => new Metrics(await registry.metrics()).value('onasty_nats_connected'))
      .toBe(0);
    await expect.poll(() => queueIn(registry)).toEqual([undefined, undefined, undefined]);
    await bus.close();
  });
});
