import { Counter, Gauge, type Registry, type RegistryContentType } from 'prom-client';
import { CachedGauge, registry as processRegistry } from '#libs/observability';
import type { Backlog } from './outbox.repository.js';

export const published = new Counter({
  name: 'onasty_outbox_published_total',
  help: 'Mails that the event bus accepted, once for each publication.',
  registers: [processRegistry],
});

export const publishErrors = new Counter({
  name: 'onasty_outbox_publish_errors_total',
  help: 'Mails that the event bus rejected; each is retried within seconds.',
  registers: [processRegistry],
});

export const redrives = new Counter({
  name: 'onasty_outbox_redrives_total',
  help: 'Mails published again because no report arrived within 5 minutes.',
  registers: [processRegistry],
});

export const expired = new Counter({
  name: 'onasty_outbox_expired_total',
  help: 'Mails dead-lettered in the outbox because their deadline passed.',
  registers: [processRegistry],
});

const BACKLOG_GAUGES: [name: string, help: string, field: keyof Backlog][] = [
  ['onasty_outbox_waiting', 'Mails in the outbox not yet reported as sent, retries included.', 'waiting'],
  ['onasty_outbox_oldest_seconds', 'Age of the oldest of them in seconds; 0 without any.', 'oldestSeconds'],
];

/** Exports the backlog of the outbox. Call it once for each registry. */
export function observeOutbox(
  registry: Registry<RegistryContentType>,
  outbox: { backlog(): Promise<Backlog> },
): void {
  const backlog = new CachedGauge(() => outbox.backlog());
  for (const [name, help, field] of BACKLOG_GAUGES) {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const value = await backlog.take();
        if (value === null) this.remove();
        else this.set(value[field]);
      },
    });
    registry.registerMetric(gauge);
  }
}
