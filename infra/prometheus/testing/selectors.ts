import { selectorsIn } from '../../promql.js';

/** Selectors of a PromQL expression, such as `up{job="core"}`. @throws {Error} if it is malformed */
export function selectorsOf(expression: string): Set<string> {
  return new Set(selectorsIn(expression).map(({ from, to }) => expression.slice(from, to)));
}
