import { Counter } from 'prom-client';
import { registry } from '#libs/observability';

const OUTCOMES = ['delivered', 'failed', 'dead', 'postponed'] as const;

const attempts = new Counter({
  name: 'onasty_webhook_attempts_total',
  help: 'Attempts to deliver an event to an endpoint: `delivered`, `failed` (retried later), `dead` (the last one), `postponed` (the circuit of the endpoint is open).',
  labelNames: ['outcome'],
  registers: [registry],
});
for (const outcome of OUTCOMES) attempts.inc({ outcome }, 0);

export function countAttempt(outcome: (typeof OUTCOMES)[number]): void {
  attempts.inc({ outcome });
}
