import { Gauge, type Registry, type RegistryContentType } from 'prom-client';
import { CachedGauge } from '#libs/observability';
import type { EventBus, QueueState } from './event-bus.js';

const QUEUE_GAUGES: Record<keyof QueueState, string> = {
  pending: 'Messages not yet delivered to a consumer.',
  unacknowledged: 'Messages delivered and not acknowledged: being handled, or waiting for a retry.',
  redelivered: 'Unacknowledged messages that were delivered before.',
};

/** Exports the connection and the queues of the bus. Call it once for each registry. */
export function observeEventBus(
  registry: Registry<RegistryContentType>,
  bus: Pick<EventBus, 'natsState' | 'queueStates'>,
): void {
  const connected = new Gauge({
    name: 'onasty_nats_connected',
    help: 'Connection of this process to NATS: 1 while messages can be stored, else 0.',
    registers: [],
    collect() {
      if (bus.natsState === 'unused') this.remove();
      else this.set(bus.natsState === 'up' ? 1 : 0);
    },
  });
  registry.registerMetric(connected);
  const states = new CachedGauge(() => bus.queueStates());
  for (const field of ['pending', 'unacknowledged', 'redelivered'] as const) {
    const gauge = new Gauge({
      name: `onasty_jetstream_${field}`,
      help: `${QUEUE_GAUGES[field]} Each process that consumes the subject reports the total of all.`,
      labelNames: ['subject'],
      registers: [],
      async collect() {
        this.reset();
        for (const [subject, state] of (await states.take()) ?? []) this.set({ subject }, state[field]);
      },
    });
    registry.registerMetric(gauge);
  }
}
