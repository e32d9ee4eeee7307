import { readFileSync } from 'node:fs';
import { coreConfig, mailerConfig, type Config, type MailerConfig, type ReadVariable } from './config.js';
import type { ProcessName, Variable } from './variable.js';
import { variables } from './variables.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of the configuration at once, a line each, ready to print. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The configuration can not be used:', ...problems].join('\n  '));
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
export function loadConfig(processName: 'core' | 'standalone', environment: Environment): Config {
  return coreConfig(readVariables(processName, environment));
}

/** The same for what sends mail. */
export function loadMailerConfig(
  processName: 'mailer' | 'standalone',
  environment: Environment,
): MailerConfig {
  return mailerConfig(readVariables(processName, environment));
}

/**
 * One variable, for a command that needs no more than that.
 *
 * @throws {ConfigError} when it is missing or wrong
 * @example
 * const url = requireVariable(variables.DATABASE_URL, process.env);
 */
export function requireVariable<T>(variable: Variable<T | undefined>, environment: Environment): T {
  const name = Object.entries<Variable>(variables).find(([, known]) => known === variable)?.[0] ?? '';
  const text = readText(name, variable, environment);
  if ('fault' in text) throw new ConfigError([`${name}: ${text.fault}`]);
  if (text.value === undefined) throw new ConfigError([`${name}: is required and not set`]);
  const { data, error } = variable.schema.safeParse(text.value);
  const faults = error?.issues.map(({ message }) => message) ?? unsafeIn(variable, text.value, environment);
  if (data !== undefined && faults.length === 0) return data;
  throw new ConfigError(faults.map((fault) => `${name}: ${fault}`));
}

function readVariables(processName: ProcessName, environment: Environment): ReadVariable {
  const texts = new Map<Variable, string | undefined>();
  const faults = Object.entries<Variable>(variables).flatMap(([name, variable]) => {
    const text = readText(name, variable, environment);
    if ('fault' in text) return [`${name}: ${text.fault}`];
    texts.set(variable, text.value ?? defaultOf(variable, processName));
    const found = faultsOf(variable, texts.get(variable), processName);
    return [...found, ...unsafeIn(variable, text.value, environment)].map((fault) => `${name}: ${fault}`);
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return (variable) => variable.schema.parse(texts.get(variable));
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
  if (text === undefined && isForOthers(variable)) return [];
  return variable.schema.safeParse(text).error?.issues.map((issue) => issue.message) ?? [];
}

/** A password, and whatever the service stores there, would go through a network for all to read. */
function unsafeIn({ connection }: Variable, text: string | undefined, environment: Environment): string[] {
  if (text === undefined || connection === undefined || connection.isSafe(text)) return [];
  const isPrivate = variables.PRIVATE_NETWORK.schema.safeParse(environment['PRIVATE_NETWORK']).data === true;
  return isPrivate
    ? []
    : [
        `goes unencrypted to another machine: ${connection.remedy}, or set PRIVATE_NETWORK=true where nobody can listen`,
      ];
}

/** Whether other processes need it, or have a default for it, and this one has not. */
function isForOthers({ requiredBy, default: preset }: Variable): boolean {
  return requiredBy !== undefined || typeof preset === 'object';
}
