import { Gauge, type Registry, type RegistryContentType } from 'prom-client';
import type { CircuitBreakerState } from './circuit-breaker.js';

export type CircuitBreakerPart = 'database' | 'smtp';

export interface ObservedCircuitBreaker {
  readonly circuitState: CircuitBreakerState;
}

/** Exports the state of every circuit breaker of the process. Call it once for each registry. */
export function observeCircuitBreakers(
  registry: Registry<RegistryContentType>,
  breakers: Partial<Record<CircuitBreakerPart, ObservedCircuitBreaker>>,
): void {
  const gauge = new Gauge({
    name: 'onasty_circuit_open',
    help: 'State of the circuit breaker of a server: 1 while open, which five failures in a row cause, else 0.',
    labelNames: ['part'],
    registers: [],
    collect() {
      for (const [part, { circuitState }] of Object.entries(breakers)) {
        this.set({ part }, circuitState === 'open' ? 1 : 0);
      }
    },
  });
  registry.registerMetric(gauge);
}
