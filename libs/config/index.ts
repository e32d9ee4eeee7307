export { configWarnings } from './config.js';
export type { Config, CoreConfig, MailerConfig, StandaloneConfig } from './config.js';
export { readEnvironment, type Environment } from './environment.js';
export { type KeyRing } from './key-ring.js';
export {
  ConfigError,
  defaultOf,
  loadConfig,
  loadSmtpConfig,
  logSettings,
  requireVariable,
} from './load-config.js';
export { isLoopback, isNetwork, MAX_LIFETIME_SECONDS } from './parsers.js';
export { Secret } from './secret.js';
export { natsAddress, redisAddress, ServerAddress, smtpAddress } from './server-address.js';
export type { ProcessName, Variable } from './variable.js';
export { variables } from './variables.js';
