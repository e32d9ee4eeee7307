import { distance } from 'fastest-levenshtein';
import type { Environment } from './environment.js';
import type { Problem } from './relations.js';
import type { Variable } from './variable.js';

/** Shorter names resemble too many others. */
const MIN_LENGTH = 6;
/** From this length, a name may have two mistakes. */
const LONG = 10;
/** Value by which Kubernetes announces another service; no operator chose its name. */
const SERVICE_LINK = /^tcp:\/\//;

/** Names of other products, which stand for one variable here. They have an effect on nothing while it is unset. */
const ELSEWHERE: readonly { names: RegExp; variable: string; example: string }[] = [
  {
    names: /^(SMTP|MAIL|EMAIL)_(HOST|HOSTNAME|SERVER|USER|USERNAME|PASS|PASSWORD)$/,
    variable: 'SMTP_URL',
    example: 'smtps://user:password@host:465',
  },
  {
    names: /^(DB|DATABASE)_(HOST|USER|USERNAME|PASS|PASSWORD|NAME)$/,
    variable: 'DATABASE_URL',
    example: 'postgresql://user:password@host:5432/database',
  },
  { names: /^REDIS_(HOST|PASSWORD)$/, variable: 'REDIS_URL', example: 'rediss://user:password@host:6379' },
  { names: /^TRUSTED_PROX(Y|IES)$/, variable: 'TRUST_PROXY', example: '10.1.2.0/24' },
];

/** Finds names that resemble a variable of Onasty: a typo must not silently disable a protection. */
export function findUnknownNames(
  environment: Environment,
  variables: Readonly<Record<string, Variable>>,
): Problem[] {
  const secrets = Object.keys(variables).filter((name) => variables[name]?.secret);
  const known = [...Object.keys(variables), ...secrets.map((name) => `${name}_FILE`)];
  const unknown = Object.keys(environment).filter((name) => environment[name] && !known.includes(name));
  return unknown.flatMap((name) => {
    const cause =
      problemOf(name, environment[name] ?? '', known) ?? problemElsewhere(name, environment, known);
    return cause === null ? [] : [{ variable: name, cause }];
  });
}

function problemOf(name: string, value: string, known: readonly string[]): string | null {
  if (SERVICE_LINK.test(value)) return null;
  const plain = name.replace(/_FILE$/, '');
  if (plain !== name && known.includes(plain))
    return `has no effect: only secrets are read from files; set ${plain} itself`;
  const meant = closest(
    name
      .toUpperCase()
      .replaceAll('-', '_')
      .replace(/^ONASTY_/, ''),
    known,
  );
  return meant === null ? null : `is unknown: did you mean ${meant}?`;
}

function problemElsewhere(name: string, environment: Environment, known: readonly string[]): string | null {
  const found = ELSEWHERE.find(({ names }) => names.test(name));
  if (found === undefined || SERVICE_LINK.test(environment[name] ?? '')) return null;
  const { variable, example } = found;
  const isSet = [variable, `${variable}_FILE`].some((each) => Boolean(environment[each]));
  return isSet || !known.includes(variable) ? null : `has no effect: set ${variable}, such as ${example}`;
}

function closest(name: string, known: readonly string[]): string | null {
  if (name.length < MIN_LENGTH) return known.find((candidate) => candidate === name) ?? null;
  const mistakes = name.length < LONG ? 1 : 2;
  const ranked = known
    .map((candidate) => ({ candidate, mistakes: distance(name, candidate) }))
    .toSorted((one, other) => one.mistakes - other.mistakes);
  return ranked[0] !== undefined && ranked[0].mistakes <= mistakes ? ranked[0].candidate : null;
}
