import { selectorsIn } from '../../promql.js';

/** What an expression of PromQL takes, each with its matchers, such as `up{job="core"}`. @throws {Error} when it is none */
export function selectorsOf(expression: string): Set<string> {
  return new Set(selectorsIn(expression).map(({ from, to }) => expression.slice(from, to)));
}
