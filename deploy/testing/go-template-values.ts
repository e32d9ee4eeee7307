export interface Scope {
  dot: unknown;
  variables: Map<string, unknown>;
}

/** Splits an expression at a separator outside of quotation marks and parentheses. */
export function tokensOf(expression: string, separator: '|' | ' '): string[] {
  const tokens = [''];
  let depth = 0;
  let isQuoted = false;
  for (const character of expression) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '(') depth += 1;
    else if (!isQuoted && character === ')') depth -= 1;
    if (character === separator && depth === 0 && !isQuoted) tokens.push('');
    else tokens.push(`${tokens.pop()}${character}`);
  }
  return tokens.map((token) => token.trim()).filter((token) => token !== '');
}

/** Evaluates `"text"`, `12`, `.`, `.a.b`, `$name` or `$.a.b`. */
export function valueOf(word: string, { dot, variables }: Scope): unknown {
  if (word.startsWith('"')) return JSON.parse(word);
  if (/^\d+$/.test(word)) return Number(word);
  const [, variable, path = ''] = /^(\$\w*)?((?:\.\w+)*|\.)$/.exec(word) ?? [];
  if (variable === undefined && !path.startsWith('.')) throw new Error(`${word} is not known here`);
  const start = variable === undefined ? dot : variables.get(variable);
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce((value, name) => fieldOf(value, name), start);
}

/** @throws {Error} if the field is missing: a mistake in the chart, which Helm would render as nothing */
function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value))
    throw new Error(`missing field ${name}`);
  return Object(value)[name];
}

/** Returns whether Go regards a value as true: neither zero nor empty. */
export function isTrue(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
