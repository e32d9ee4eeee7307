export { type KeyRing } from './key-ring.js';
export { ConfigError, defaultOf, loadConfig, type Config, type ProcessName } from './load-config.js';
export { Secret } from './secret.js';
export { variables, type Variable } from './variables.js';
