/** Matches warnings, errors and lines without a level, which the logger did not write, such as crashes. */
export const FAULTY = 'level!~"trace|debug|info"';

const CHOSEN = 'instance=~"$instance"';

const selector = (metric: string, labels: string) => `${metric}{${labels}}`;

/** Rate per second over all processes, grouped by labels; `where` filters. */
export function perSecond(counter: string, by = '', where = ''): string {
  return sum(`rate(${selector(counter, where)}[$__rate_interval])`, by);
}

/** Like `perSecond`, for the selected processes. */
export function perSecondHere(counter: string, by = '', where = ''): string {
  return perSecond(counter, by, both(CHOSEN, where));
}

/** Increase over the dashboard's time range, grouped by labels. */
export function inRange(counter: string, by = ''): string {
  return sum(`increase(${counter}[$__range])`, by);
}

/** Quantile of a histogram over all processes. */
export function quantile(share: number, histogram: string, by = '', where = ''): string {
  const buckets = `rate(${selector(`${histogram}_bucket`, where)}[$__rate_interval])`;
  return `histogram_quantile(${share}, ${sum(buckets, both('le', by))})`;
}

/** Like `quantile`, for the selected processes. */
export function quantileHere(share: number, histogram: string, by = '', where = ''): string {
  return quantile(share, histogram, by, both(CHOSEN, where));
}

/** Gauge of the selected processes. */
export function here(gauge: string, where = ''): string {
  return selector(gauge, both(CHOSEN, where));
}

function sum(expression: string, by: string): string {
  return by === '' ? `sum(${expression})` : `sum by (${by}) (${expression})`;
}

const both = (one: string, other: string) => (other === '' ? one : `${one}, ${other}`);
