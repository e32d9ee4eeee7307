import { readFileSync } from 'node:fs';
import { variables, type ProcessName, type Variable } from './variables.js';

export type { ProcessName } from './variables.js';
export type Config = ReturnType<typeof shape>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of the configuration at once, a line each, ready to print. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(['The configuration can not be used:', ...faults].join('\n  '));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment into one typed object.
 *
 * A secret `NAME` is also read from the file that `NAME_FILE` names; an empty variable counts as unset.
 *
 * @throws {ConfigError} naming every variable that is missing or wrong. Secrets are not repeated.
 */
export function loadConfig(processName: ProcessName, environment: Environment): Config {
  const texts = new Map<Variable, string | undefined>();
  const faults = Object.entries<Variable>(variables).flatMap(([name, variable]) => {
    const text = readText(name, variable, environment);
    if ('fault' in text) return [`${name}: ${text.fault}`];
    texts.set(variable, text.value ?? defaultOf(variable, processName));
    return faultsOf(variable, texts.get(variable), processName).map((fault) => `${name}: ${fault}`);
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return shape((variable) => variable.schema.parse(texts.get(variable)));
}

/** The text that stands for an unset variable in a process. */
export function defaultOf(variable: Variable, processName: ProcessName): string | undefined {
  return typeof variable.default === 'object' ? variable.default[processName] : variable.default;
}

function readText(
  name: string,
  variable: Variable,
  environment: Environment,
): { value?: string } | { fault: string } {
  const file = variable.secret ? environment[`${name}_FILE`] : undefined;
  try {
    const value = file ? readFileSync(file, 'utf8').trim() : environment[name];
    return value ? { value } : {};
  } catch {
    return { fault: `the file that ${name}_FILE names can not be read` };
  }
}

function faultsOf(variable: Variable, text: string | undefined, processName: ProcessName): string[] {
  if (text === undefined && variable.requiredBy?.includes(processName)) return ['is required and not set'];
  return variable.schema.safeParse(text).error?.issues.map((issue) => issue.message) ?? [];
}

function shape(read: <T>(variable: Variable<T>) => T) {
  const maxTtlMs = read(variables.NOTE_MAX_TTL);
  return {
    environment: read(variables.APP_ENV),
    http: {
      host: read(variables.HTTP_HOST),
      port: read(variables.HTTP_PORT),
      trustProxy: read(variables.TRUST_PROXY),
      corsAllowedOrigins: read(variables.CORS_ALLOWED_ORIGINS),
    },
    dataDir: read(variables.DATA_DIR),
    database: { url: read(variables.DATABASE_URL), poolSize: read(variables.DATABASE_POOL_SIZE) },
    notes: {
      encryptionKeys: read(variables.NOTE_ENCRYPTION_KEYS),
      maxBytes: read(variables.NOTE_MAX_BYTES),
      maxTtlSeconds: maxTtlMs === undefined ? null : maxTtlMs / 1_000,
      readLeaseSeconds: read(variables.READ_LEASE) / 1_000,
    },
    rateLimit: {
      enabled: read(variables.RATELIMIT_ENABLED),
      requestsPerSecond: read(variables.RATELIMIT_RPS),
      burst: read(variables.RATELIMIT_BURST),
    },
    log: { level: read(variables.LOG_LEVEL), format: read(variables.LOG_FORMAT) },
  };
}
