import { Counter, Gauge, Histogram, type Registry, type RegistryContentType } from 'prom-client';
import { registry as processRegistry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

export const commandDuration = new Histogram({
  name: 'onasty_redis_command_duration_seconds',
  help: 'Duration of Redis operations in seconds, failed ones included; at most 150 ms.',
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [processRegistry],
});

export const fallbacks = new Counter({
  name: 'onasty_redis_fallbacks_total',
  help: 'Operations served from process memory because Redis was unavailable.',
  registers: [processRegistry],
});

/** Call it once for each registry. */
export function observeRedis(
  registry: Registry<RegistryContentType>,
  state: { readonly redisState: 'up' | 'down' | 'unused' },
): void {
  const up = new Gauge({
    name: 'onasty_redis_up',
    help: 'Availability of Redis: 1 while in use, 0 while each process counts for itself.',
    registers: [],
    collect() {
      if (state.redisState === 'unused') this.remove();
      else this.set(state.redisState === 'up' ? 1 : 0);
    },
  });
  registry.registerMetric(up);
}
