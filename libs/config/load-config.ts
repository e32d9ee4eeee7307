import { readFileSync } from 'node:fs';
import {
  coreConfig,
  mailerConfig,
  standaloneConfig,
  type CoreConfig,
  type MailerConfig,
  type StandaloneConfig,
  type VariableReader,
} from './config.js';
import type { Environment } from './environment.js';
import type { ProcessName, Variable } from './variable.js';
import { variables } from './variables.js';

/** Lists every problem of the configuration, one per line. Secrets are not repeated. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['invalid configuration:', ...problems].join('\n  '));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment into one typed object, in which all variables that the process requires are present. A secret
 * `NAME` is also read from the file that `NAME_FILE` names; an empty variable counts as unset.
 *
 * @throws {ConfigError} listing every variable that is missing or invalid
 */
export function loadConfig<P extends ProcessName>(
  processName: P,
  environment: Environment = process.env,
): Configs[P] {
  return configs[processName](readVariables(processName, environment));
}

interface Configs {
  core: CoreConfig;
  mailer: MailerConfig;
  standalone: StandaloneConfig;
}

const configs: { [P in ProcessName]: (reader: VariableReader) => Configs[P] } = {
  core: coreConfig,
  mailer: mailerConfig,
  standalone: standaloneConfig,
};

/**
 * Reads a single variable, for a command that needs no more.
 *
 * @throws {ConfigError} if it is missing or invalid
 * @example
 * const url = requireVariable(variables.DATABASE_URL);
 */
export function requireVariable<T>(
  variable: Variable<T | undefined>,
  environment: Environment = process.env,
): T {
  const name = nameOf(variable);
  const text = readText(name, variable, environment);
  if ('problem' in text) throw new ConfigError([`${name}: ${text.problem}`]);
  if (text.value === undefined) throw new ConfigError([`${name}: ${MISSING}`]);
  const { data, error } = variable.schema.safeParse(text.value);
  const problems = error?.issues.map(({ message }) => message) ?? unsafeIn(variable, text.value, environment);
  if (data !== undefined && problems.length === 0) return data;
  throw new ConfigError(problems.map((problem) => `${name}: ${problem}`));
}

const MISSING = 'is required and not set';

function readVariables(processName: ProcessName, environment: Environment): VariableReader {
  const texts = new Map<Variable, string | undefined>();
  const problems = Object.entries<Variable>(variables).flatMap(([name, variable]) => {
    const text = readText(name, variable, environment);
    if ('problem' in text) return [`${name}: ${text.problem}`];
    texts.set(variable, text.value ?? defaultOf(variable, processName));
    const found = problemsOf(variable, texts.get(variable), processName);
    return [...found, ...unsafeIn(variable, text.value, environment)].map((problem) => `${name}: ${problem}`);
  });
  if (problems.length > 0) throw new ConfigError(problems);
  const read = <T>(variable: Variable<T>): T => variable.schema.parse(texts.get(variable));
  return {
    read,
    require<T>(variable: Variable<T | undefined>): T {
      const value = read(variable);
      if (value === undefined) throw new ConfigError([`${nameOf(variable)}: ${MISSING}`]);
      return value;
    },
  };
}

function nameOf(variable: Variable): string {
  return Object.entries<Variable>(variables).find(([, known]) => known === variable)?.[0] ?? '';
}

/** Returns the text of an unset variable in a process. */
export function defaultOf(variable: Variable, processName: ProcessName): string | undefined {
  return typeof variable.default === 'object' ? variable.default[processName] : variable.default;
}

function readText(
  name: string,
  variable: Variable,
  environment: Environment,
): { value?: string } | { problem: string } {
  const file = variable.secret ? environment[`${name}_FILE`] : undefined;
  try {
    const value = file ? readFileSync(file, 'utf8').trim() : environment[name];
    return value ? { value } : {};
  } catch {
    return { problem: `the file that ${name}_FILE names cannot be read` };
  }
}

function problemsOf(variable: Variable, text: string | undefined, processName: ProcessName): string[] {
  if (text === undefined && variable.requiredBy?.includes(processName)) return [MISSING];
  if (text === undefined && isForOthers(variable)) return [];
  return variable.schema.safeParse(text).error?.issues.map((issue) => issue.message) ?? [];
}

function unsafeIn({ connection }: Variable, text: string | undefined, environment: Environment): string[] {
  if (text === undefined || connection === undefined || connection.isSafe(text)) return [];
  const isPrivate = variables.PRIVATE_NETWORK.schema.safeParse(environment['PRIVATE_NETWORK']).data === true;
  return isPrivate
    ? []
    : [
        `connects to another machine unencrypted: ${connection.remedy}, or set PRIVATE_NETWORK=true in a private network`,
      ];
}

function isForOthers({ requiredBy, default: preset }: Variable): boolean {
  return requiredBy !== undefined || typeof preset === 'object';
}
