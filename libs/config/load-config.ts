import { readFileSync } from 'node:fs';
import {
  coreConfig,
  mailerConfig,
  smtpOnlyConfig,
  standaloneConfig,
  type CoreConfig,
  type MailerConfig,
  type StandaloneConfig,
  type VariableReader,
} from './config.js';
import type { Environment } from './environment.js';
import { findConflicts, type Problem, type ConfigValue } from './relations.js';
import { findUnknownNames } from './unknown-names.js';
import type { ProcessName, Variable } from './variable.js';
import { variables } from './variables.js';

/** Lists every problem of the configuration, one per line. Secrets are not repeated. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(readonly causes: readonly Problem[]) {
    const problems = causes.map(({ variable, cause }) => `${variable}: ${cause}`);
    super(['invalid configuration:', ...problems].join('\n  '));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the environment into one typed object, in which all variables that the process requires are present. A secret
 * `NAME` is also read from the file that `NAME_FILE` names; an empty variable counts as unset.
 *
 * @throws {ConfigError} listing every variable that is missing, invalid, without effect or misspelt
 */
export function loadConfig<P extends ProcessName>(
  processName: P,
  environment: Environment = process.env,
): Configs[P] {
  return configs[processName](readVariables(processName, environment));
}

/** Reads how to log before the configuration is known to be valid. */
export function logSettings(environment: Environment = process.env) {
  const { LOG_LEVEL, LOG_FORMAT } = variables;
  return {
    level: LOG_LEVEL.schema.safeParse(environment['LOG_LEVEL']).data ?? 'info',
    format: LOG_FORMAT.schema.safeParse(environment['LOG_FORMAT']).data ?? 'auto',
  };
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

const SMTP_VARIABLES = /^(SMTP_|MAIL_(FROM|REPLY)|PRIVATE_NETWORK$|FRONTEND_URL$)/;

/**
 * Reads what sending a mail needs, for a command.
 *
 * @throws {ConfigError} listing every one of these variables that is missing or invalid
 */
export function loadSmtpConfig(environment: Environment = process.env) {
  return smtpOnlyConfig(readVariables('standalone', environment, SMTP_VARIABLES));
}

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
  const { reading, problems } = readVariable(name, variable, environment);
  const network = readVariable('PRIVATE_NETWORK', variables.PRIVATE_NETWORK, environment);
  const causes = [...problems, ...findConflicts([reading, network.reading])];
  if (causes.length > 0) throw new ConfigError(causes);
  if (reading.value === undefined) throw new ConfigError([{ variable: name, cause: MISSING }]);
  return reading.value;
}

const MISSING = 'is required and not set';

function readVariables(processName: ProcessName, environment: Environment, names = /./): VariableReader {
  const found = Object.entries<Variable>(variables)
    .filter(([name]) => names.test(name))
    .map(([name, variable]) => readVariable(name, variable, environment, processName));
  const causes = [
    ...found.flatMap(({ problems }) => problems),
    ...findConflicts(found.map(({ reading }) => reading)),
    ...findUnknownNames(environment, variables),
  ];
  if (causes.length > 0) throw new ConfigError(causes);
  const texts = new Map(found.map(({ reading, text }) => [reading.variable, text]));
  const read = <T>(variable: Variable<T>): T => variable.schema.parse(texts.get(variable));
  return {
    read,
    require<T>(variable: Variable<T | undefined>): T {
      const value = read(variable);
      if (value === undefined) throw new ConfigError([{ variable: nameOf(variable), cause: MISSING }]);
      return value;
    },
  };
}

interface Found<T> {
  reading: ConfigValue<T>;
  text: string | undefined;
  problems: Problem[];
}

/** Reads one variable. Without a process it has no default and is not required. */
function readVariable<T>(
  name: string,
  variable: Variable<T>,
  environment: Environment,
  processName?: ProcessName,
): Found<T> {
  const { text: given, problem } = readText(name, variable, environment);
  const text = given ?? (processName && defaultOf(variable, processName));
  const reading = { name, variable, isGiven: given !== undefined, value: undefined };
  const found = (...causes: string[]) => ({
    reading,
    text,
    problems: causes.map((cause) => ({ variable: name, cause })),
  });
  if (problem !== undefined) return found(problem);
  if (text === undefined) {
    const isMissing = processName && variable.requiredBy?.includes(processName);
    // A name with _FILE is reported already, with what to set instead.
    return isMissing && !environment[`${name}_FILE`] ? found(MISSING) : found();
  }
  const { data, error } = variable.schema.safeParse(text);
  if (error !== undefined) return found(...error.issues.slice(0, 1).map(({ message }) => message));
  return { ...found(), reading: { ...reading, value: data } };
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
): { text?: string; problem?: string } {
  const value = environment[name] || undefined;
  const file = (variable.secret && environment[`${name}_FILE`]) || undefined;
  if (file === undefined) return value === undefined ? {} : { text: value };
  if (value !== undefined) return { problem: `must not be set together with ${name}_FILE` };
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '') return { text };
    // deploy/setup.sh creates an empty file for each optional secret.
    return variable.requiredBy === undefined ? {} : { problem: `the file that ${name}_FILE names is empty` };
  } catch {
    return { problem: `the file that ${name}_FILE names cannot be read` };
  }
}
