import { Gauge } from 'prom-client';
import { registry } from '#libs/observability';
import type { CircuitBreaker } from './circuit-breaker.js';

const watched = new Map<CircuitBreakerPart, CircuitBreaker>();

/** What a circuit keeps work from. */
export type CircuitBreakerPart = 'database' | 'smtp';

registry.registerMetric(
  new Gauge({
    name: 'onasty_circuit_open',
    help: 'Whether work is kept from a server that did not answer five times in a row: 1 while it is.',
    labelNames: ['part'],
    registers: [],
    collect() {
      for (const [part, { isOpen }] of watched) this.set({ part }, isOpen ? 1 : 0);
    },
  }),
);

/** Shows the state of this circuit from now on; of two for the same part, of the later one. */
export function observeCircuitBreaker(part: CircuitBreakerPart, circuit: CircuitBreaker): void {
  watched.set(part, circuit);
}
