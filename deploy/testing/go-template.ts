import { basename } from 'node:path';
import { stringify } from 'yaml';
import { parseTemplate, type Action, type Node } from './go-template-parser.js';

/** Files of a chart by path. */
interface ChartFiles {
  read(path: string): string;
  /** @param pattern with `*` as a wildcard in a name */
  find(pattern: string): string[];
}

interface Scope {
  dot: unknown;
  variables: ReadonlyMap<string, unknown>;
}

/**
 * Implements the parts of Go's text/template and of Helm's functions that our chart uses, and rejects all others.
 * https://helm.sh/docs/chart_template_guide/
 */
export class GoTemplate {
  private readonly definitions = new Map<string, Node[]>();
  private readonly functions: Readonly<Record<string, (...parameters: unknown[]) => unknown>> = {
    quote: (value) => JSON.stringify(String(value)),
    toYaml: (value) => stringify(value, { lineWidth: 0 }).trimEnd(),
    nindent: (spaces, text) => `\n${String(text).replaceAll(/^(?=.)/gm, ' '.repeat(Number(spaces)))}`,
    include: (name, dot) => this.write(this.definitions.get(String(name)) ?? [], beginningWith(dot)),
    required: (message, value) => {
      if (value === undefined || value === null || value === '') throw new Error(String(message));
      return value;
    },
    replace: (before, after, text) => String(text).replaceAll(String(before), String(after)),
    base: (path) => basename(String(path)),
    '.Files.Get': (path) => this.files.read(String(path)),
    '$.Files.Get': (path) => this.files.read(String(path)),
    '.Files.Glob': (pattern) =>
      Object.fromEntries(this.files.find(String(pattern)).map((path) => [path, this.files.read(path)])),
  };

  constructor(private readonly files: ChartFiles) {}

  /** Renders a text and remembers its definitions for `include`, also in later texts. */
  render(text: string, data: unknown): string {
    return this.write(parseTemplate(text), beginningWith(data));
  }

  private write(nodes: readonly Node[], scope: Scope): string {
    return nodes.map((node) => (typeof node === 'string' ? node : this.writeAction(node, scope))).join('');
  }

  private writeAction(action: Action, scope: Scope): string {
    const { keyword, expression, body, otherwise } = action;
    if (keyword === 'range') return this.writeRange(action, scope);
    if (keyword === 'define') {
      this.definitions.set(String(this.evaluate(expression, scope)), body);
      return '';
    }
    const value = this.evaluate(expression, scope);
    if (keyword === 'print') return String(value);
    if (!isTrue(value)) return this.write(otherwise, scope);
    return this.write(body, keyword === 'with' ? { ...scope, dot: value } : scope);
  }

  private writeRange({ expression, body }: Action, scope: Scope): string {
    const [, keyName = '', valueName = '', list = expression] =
      /^(\$\w+), (\$\w+) := (.+)$/.exec(expression) ?? [];
    const value = this.evaluate(list, scope);
    const entries = Object.entries(Object(value));
    // Go iterates over a map in the order of its keys.
    const inOrder = Array.isArray(value)
      ? entries
      : entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
    return inOrder
      .map(([key, dot]) => {
        const variables = new Map([...scope.variables, [keyName, key], [valueName, dot]]);
        return this.write(body, { dot, variables });
      })
      .join('');
  }

  private evaluate(expression: string, scope: Scope): unknown {
    let piped: unknown[] = [];
    for (const call of expression.split(' | ')) {
      const [name = '', ...words] = call.match(/"[^"]*"|\S+/g) ?? [];
      const parameters = [...words.map((word) => valueOf(word, scope)), ...piped];
      const known = this.functions[name];
      piped = [known === undefined ? valueOf(name, scope) : known(...parameters)];
    }
    return piped[0];
  }
}

const beginningWith = (data: unknown): Scope => ({ dot: data, variables: new Map([['$', data]]) });

/** Evaluates `"text"`, `12`, `.`, `.a.b`, `$name` or `$.a.b`. */
function valueOf(word: string, { dot, variables }: Scope): unknown {
  const [, quoted] = /^"([^"]*)"$/.exec(word) ?? [];
  if (quoted !== undefined) return quoted;
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

function isTrue(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
