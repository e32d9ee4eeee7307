export { CircuitBreaker, type CircuitBreakerState } from './circuit-breaker.js';
export {
  observeCircuitBreakers,
  type CircuitBreakerPart,
  type ObservedCircuitBreaker,
} from './circuit-breaker.metrics.js';
