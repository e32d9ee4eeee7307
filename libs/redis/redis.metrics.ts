import { Counter, Histogram } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

export const commandDuration = new Histogram({
  name: 'onasty_redis_command_duration_seconds',
  help: 'How long Redis was waited for, also when it did not answer. Nobody waits longer than 150 ms.',
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [registry],
});

export const fallbacks = new Counter({
  name: 'onasty_redis_fallbacks_total',
  help: 'What Redis could not be asked, and the memory of this process was instead.',
  registers: [registry],
});

let shown: { readonly isUp: boolean } | null = null;

registerGauge(
  'onasty_redis_up',
  'Whether Redis is used now: 1, or 0 while it is away and each process counts for itself.',
  () => (shown === null ? null : Number(shown.isUp)),
);

/** Shows the state of this connection, of which a process has one. */
export function showRedis(redis: { readonly isUp: boolean }): void {
  shown = redis;
}
