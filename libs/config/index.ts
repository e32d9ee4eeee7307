export type { Config, MailerConfig } from './config.js';
export { type KeyRing } from './key-ring.js';
export { ConfigError, defaultOf, loadConfig, loadMailerConfig, requireVariable } from './load-config.js';
export { Secret } from './secret.js';
export type { ProcessName, Variable } from './variable.js';
export { variables } from './variables.js';
