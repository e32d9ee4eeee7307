/** Matches warnings and errors, and lines that are none of the logger's, which have no level and are mostly worse. */
export const FAULTY = 'level!~"trace|debug|info"';

/** Of the chosen processes. */
const CHOSEN = 'instance=~"$instance"';

const selector = (metric: string, labels: string) => `${metric}{${labels}}`;

/** How many a second, of all processes, by these labels. `where` narrows it down. */
export function perSecond(counter: string, by = '', where = ''): string {
  return sum(`rate(${selector(counter, where)}[$__rate_interval])`, by);
}

/** The same, of the chosen processes. */
export function perSecondHere(counter: string, by = '', where = ''): string {
  return perSecond(counter, by, both(CHOSEN, where));
}

/** How many in the time that the dashboard shows, by these labels. */
export function inRange(counter: string, by = ''): string {
  return sum(`increase(${counter}[$__range])`, by);
}

/** What so large a share of the observations stays below. */
export function quantile(share: number, histogram: string, by = '', where = ''): string {
  const buckets = `rate(${selector(`${histogram}_bucket`, where)}[$__rate_interval])`;
  return `histogram_quantile(${share}, ${sum(buckets, both('le', by))})`;
}

/** The same, of the chosen processes. */
export function quantileHere(share: number, histogram: string, by = '', where = ''): string {
  return quantile(share, histogram, by, both(CHOSEN, where));
}

/** A gauge of the chosen processes. */
export function here(gauge: string, where = ''): string {
  return selector(gauge, both(CHOSEN, where));
}

function sum(expression: string, by: string): string {
  return by === '' ? `sum(${expression})` : `sum by (${by}) (${expression})`;
}

const both = (one: string, other: string) => (other === '' ? one : `${one}, ${other}`);
