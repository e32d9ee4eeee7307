import { Counter } from 'prom-client';
import { CachedGauge, registerGauge, registry } from '#libs/observability';

export const published = new Counter({
  name: 'onasty_outbox_published_total',
  help: 'Mails that the event bus took from the outbox, each time.',
  registers: [registry],
});

export const publishErrors = new Counter({
  name: 'onasty_outbox_publish_errors_total',
  help: 'Mails that the event bus did not take; each is tried again within seconds.',
  registers: [registry],
});

export const redrives = new Counter({
  name: 'onasty_outbox_redrives_total',
  help: 'Mails that were published again, since nobody reported what became of them in 5 minutes.',
  registers: [registry],
});

export const expired = new Counter({
  name: 'onasty_outbox_expired_total',
  help: 'Mails that were given up in the outbox, since their deadline came before anybody sent them.',
  registers: [registry],
});

/** What is in the outbox and not known to be sent or given up. */
export interface Backlog {
  waiting: number;
  oldestSeconds: number;
}

let backlog: CachedGauge<Backlog> | null = null;

registerGauge(
  'onasty_outbox_waiting',
  'Mails in the outbox that nobody has confirmed as sent yet, also those that wait for their next try.',
  async () => (await backlog?.take())?.waiting ?? null,
);

registerGauge(
  'onasty_outbox_oldest_seconds',
  'Age of the oldest of them; 0 when there is none.',
  async () => (await backlog?.take())?.oldestSeconds ?? null,
);

/** @param ask of the database; the last relay of a process that says so is shown */
export function showBacklog(ask: () => Promise<Backlog>): void {
  backlog = new CachedGauge(ask);
}
