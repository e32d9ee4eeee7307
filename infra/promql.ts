import { parser } from '@prometheus-io/lezer-promql';

interface Span {
  from: number;
  to: number;
}

/** Grafana's duration variables, which are not PromQL. */
const GRAFANA_DURATION = /\$__(?:rate_interval|interval|range)\b/g;
/** Grafana's query for the values of a variable. */
const LABEL_VALUES = /^label_values\((.+), (\w+)\)$/;

/** Returns the positions of vector selectors in a PromQL or Grafana expression. @throws {Error} on invalid PromQL */
export function selectorsIn(expression: string): Span[] {
  // Same length, so that positions stay valid.
  const promql = expression.replaceAll(GRAFANA_DURATION, ({ length }) => `${'1'.repeat(length - 1)}s`);
  const found: Span[] = [];
  parser.parse(promql).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`invalid PromQL at "${expression.slice(from)}"`);
      if (type.name === 'VectorSelector') found.push({ from, to });
    },
  });
  return found;
}

/** Adds a label matcher to every selector of an expression. */
export function restricted(expression: string, matcher: string): string {
  const [, series, label] = LABEL_VALUES.exec(expression) ?? [];
  if (series !== undefined) return `label_values(${restricted(series, matcher)}, ${label})`;
  return selectorsIn(expression).reduceRight(
    (text, { from, to }) => text.slice(0, from) + withMatcher(text.slice(from, to), matcher) + text.slice(to),
    expression,
  );
}

function withMatcher(selector: string, matcher: string): string {
  const [, name = '', others] = /^([^{]*)(?:\{(.*)\})?$/s.exec(selector) ?? [];
  return `${name}{${[matcher, others?.trim()].filter(Boolean).join(', ')}}`;
}
