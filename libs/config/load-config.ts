import { readFileSync } from 'node:fs';
import { variables, type ProcessName, type Values, type Variable, type VariableName } from './variables.js';

export type { ProcessName } from './variables.js';
export type Config = ReturnType<typeof shape>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of the configuration at once, a line each, ready to print. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
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
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(variables) as VariableName[]) {
    try {
      values[name] = readVariable(name, processName, environment);
    } catch (fault) {
      faults.push(`${name}: ${(fault as Error).message}`);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return shape(values as Values);
}

function readVariable(name: VariableName, processName: ProcessName, environment: Environment): unknown {
  const variable: Variable = variables[name];
  const text = readText(name, variable.secret === true, environment) ?? defaultOf(name, processName);
  if (text === undefined) {
    if (variable.requiredBy?.includes(processName) === true) throw new Error('is required and not set');
    return undefined;
  }
  const result = variable.schema.safeParse(text);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map((issue) => issue.message).join('; '));
}

function readText(name: string, secret: boolean, environment: Environment): string | undefined {
  const file = secret ? environment[`${name}_FILE`] : undefined;
  const text = file ? readFileSync(file, 'utf8').trim() : environment[name];
  return text === '' ? undefined : text;
}

/** The text that stands for an unset variable in a process. */
export function defaultOf(name: VariableName, processName: ProcessName): string | undefined {
  const { default: text }: Variable = variables[name];
  return typeof text === 'object' ? text[processName] : text;
}

function shape(values: Values) {
  return {
    environment: values.APP_ENV,
    http: {
      host: values.HTTP_HOST,
      port: values.HTTP_PORT,
      trustProxy: values.TRUST_PROXY,
      corsAllowedOrigins: values.CORS_ALLOWED_ORIGINS,
    },
    dataDir: values.DATA_DIR,
    database: { url: values.DATABASE_URL, poolSize: values.DATABASE_POOL_SIZE },
    notes: {
      encryptionKeys: values.NOTE_ENCRYPTION_KEYS,
      maxBytes: values.NOTE_MAX_BYTES,
      maxTtlSeconds: values.NOTE_MAX_TTL === undefined ? null : values.NOTE_MAX_TTL / 1_000,
      readLeaseSeconds: values.READ_LEASE / 1_000,
    },
    rateLimit: {
      enabled: values.RATELIMIT_ENABLED,
      requestsPerSecond: values.RATELIMIT_RPS,
      burst: values.RATELIMIT_BURST,
    },
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
  };
}
