import { parser } from '@prometheus-io/lezer-promql';

/** Where in a text something is. */
interface Span {
  from: number;
  to: number;
}

/** Grafana's own words for a duration, which PromQL does not know. */
const GRAFANA_DURATION = /\$__(?:rate_interval|interval|range)\b/g;
/** What Grafana asks for the values of a variable. */
const LABEL_VALUES = /^label_values\((.+), (\w+)\)$/;

/** Where an expression of PromQL, or of Grafana's, says which series it takes. @throws {Error} when it is none */
export function selectorsIn(expression: string): Span[] {
  // As long as what they stand for, so that all else is where it was.
  const asked = expression.replaceAll(GRAFANA_DURATION, ({ length }) => `${'1'.repeat(length - 1)}s`);
  const found: Span[] = [];
  parser.parse(asked).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`no PromQL from "${expression.slice(from)}"`);
      if (type.name === 'VectorSelector') found.push({ from, to });
    },
  });
  return found;
}

/** The same expression, of series alone that have this label too. */
export function narrowed(expression: string, matcher: string): string {
  const [, series, label] = LABEL_VALUES.exec(expression) ?? [];
  if (series !== undefined) return `label_values(${narrowed(series, matcher)}, ${label})`;
  return selectorsIn(expression).reduceRight(
    (text, { from, to }) => text.slice(0, from) + withMatcher(text.slice(from, to), matcher) + text.slice(to),
    expression,
  );
}

function withMatcher(selector: string, matcher: string): string {
  const [, name = '', others] = /^([^{]*)(?:\{(.*)\})?$/s.exec(selector) ?? [];
  return `${name}{${[matcher, others?.trim()].filter(Boolean).join(', ')}}`;
}
