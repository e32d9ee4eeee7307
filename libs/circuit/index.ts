export { Circuit, type CircuitState } from './circuit.js';
