import { Gauge } from 'prom-client';
import { CachedGauge, registerGauge, registry } from '#libs/observability';
import type { Subject } from '../event-bus.js';

/** The messages of one subject, as NATS counts them for all its consumers together. */
export interface QueueState {
  pending: number;
  unacknowledged: number;
  redelivered: number;
}

const HELP: Record<keyof QueueState, string> = {
  pending: 'Messages that wait for somebody to take them.',
  unacknowledged: 'Messages that somebody has taken and not settled: at work, or waiting for their next try.',
  redelivered: 'Those among them that were delivered before.',
};

const queues = new Map<Subject, CachedGauge<QueueState>>();

function registerQueueGauge(name: string, field: keyof QueueState): void {
  const gauge = new Gauge({
    name,
    help: `${HELP[field]} Told by each process that takes messages of the subject, for all of them.`,
    labelNames: ['subject'],
    registers: [],
    async collect() {
      for (const [subject, reading] of queues) {
        const state = await reading.take();
        if (state === null) this.remove({ subject });
        else this.set({ subject }, state[field]);
      }
    },
  });
  registry.registerMetric(gauge);
}
registerQueueGauge('onasty_jetstream_pending', 'pending');
registerQueueGauge('onasty_jetstream_unacknowledged', 'unacknowledged');
registerQueueGauge('onasty_jetstream_redelivered', 'redelivered');

/** @param ask of NATS */
export function showQueue(subject: Subject, ask: () => Promise<QueueState>): void {
  queues.set(subject, new CachedGauge(ask));
}

let shown: { isConnected(): boolean } | null = null;

registerGauge('onasty_nats_connected', 'Whether NATS takes messages from this process now: 1, else 0.', () =>
  shown === null ? null : Number(shown.isConnected()),
);

/** Shows the state of this bus, of which a process has one. */
export function showConnection(bus: { isConnected(): boolean }): void {
  shown = bus;
}
