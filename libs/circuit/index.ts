export { Circuit, type CircuitState } from './circuit.js';
export { showCircuit, type CircuitPart } from './circuit.metrics.js';
