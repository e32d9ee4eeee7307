import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { stringify } from 'yaml';
import { isTrue, tokensOf, valueOf, type Scope } from './go-template-values.js';
import { parseTemplate, type Action, type Node } from './go-template-parser.js';

/** Files of a chart by path. */
interface ChartFiles {
  read(path: string): string;
  /** @param pattern with `*` as a wildcard in a name */
  find(pattern: string): string[];
}

/**
 * Implements the parts of Go's text/template and of Helm's functions that our chart uses, and rejects all others.
 * compare-with-helm.ts compares the result with that of Helm. https://helm.sh/docs/chart_template_guide/
 */
export class GoTemplate {
  private readonly definitions = new Map<string, Node[]>();
  private readonly functions: Readonly<Record<string, (...parameters: unknown[]) => unknown>> = {
    ...plainFunctions,
    include: (name, dot) => this.write(this.definitions.get(String(name)) ?? [], beginningWith(dot)),
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

  private write(nodes: readonly Node[], outer: Scope): string {
    const scope = { ...outer, variables: new Map(outer.variables) };
    return nodes.map((node) => (typeof node === 'string' ? node : this.writeAction(node, scope))).join('');
  }

  private writeAction(action: Action, scope: Scope): string {
    const { keyword, expression, body, otherwise } = action;
    if (keyword === 'range') return this.writeRange(action, scope);
    if (keyword === 'define') {
      this.definitions.set(String(this.evaluate(expression, scope)), body);
      return '';
    }
    const [, variable, assigned] = /^(\$\w+) := (.+)$/.exec(expression) ?? [];
    if (variable !== undefined && assigned !== undefined) {
      scope.variables.set(variable, this.evaluate(assigned, scope));
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
    for (const call of tokensOf(expression, '|')) {
      const [name = '', ...words] = tokensOf(call, ' ');
      const parameters = [...words.map((word) => this.valueOfWord(word, scope)), ...piped];
      const known = this.functions[name];
      piped = [known === undefined ? this.valueOfWord(name, scope) : known(...parameters)];
    }
    return piped[0];
  }

  private valueOfWord(word: string, scope: Scope): unknown {
    return word.startsWith('(') ? this.evaluate(word.slice(1, -1), scope) : valueOf(word, scope);
  }
}

const plainFunctions: Readonly<Record<string, (...parameters: unknown[]) => unknown>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  default: (preset, value) => (isTrue(value) ? value : preset),
  dict: (...pairs) =>
    Object.fromEntries(
      pairs.flatMap((key, index) => (index % 2 === 0 ? [[String(key), pairs[index + 1]]] : [])),
    ),
  index: (map, key) => Object(map)[String(key)],
  // Helm finds objects only while it talks to a cluster.
  lookup: () => ({}),
  sha256sum: (text) => createHash('sha256').update(String(text)).digest('hex'),
  regexMatch: (pattern, text) => new RegExp(String(pattern)).test(String(text)),
  quote: (value) => JSON.stringify(String(value)),
  toYaml: (value) => stringify(value, { lineWidth: 0 }).trimEnd(),
  nindent: (spaces, text) => `\n${String(text).replaceAll(/^(?=.)/gm, ' '.repeat(Number(spaces)))}`,
  replace: (before, after, text) => String(text).replaceAll(String(before), String(after)),
  base: (path) => basename(String(path)),
  required: (message, value) => {
    if (value === undefined || value === null || value === '') throw new Error(String(message));
    return value;
  },
  fail: (message) => {
    throw new Error(String(message));
  },
};

const beginningWith = (dot: unknown): Scope => ({ dot, variables: new Map([['$', dot]]) });
