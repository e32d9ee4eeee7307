export { CircuitBreaker, type CircuitBreakerState } from './circuit-breaker.js';
export { observeCircuitBreaker, type CircuitBreakerPart } from './circuit-breaker.metrics.js';
