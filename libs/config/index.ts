export type { KeyRing } from './key-ring.js';
export { ConfigError, loadConfig, type Config, type ProcessName } from './load-config.js';
export { Secret } from './secret.js';
export { variables, type VariableName } from './variables.js';
