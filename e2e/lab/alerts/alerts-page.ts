import { alerts } from '../../../infra/prometheus/testing/rules.js';
import { tableOf, withPart } from '../markdown.js';

export const PAGE = 'docs/alerts.md';

/** Alert that fired, the injected fault that raised it, and the time between the two. */
export interface SeenAlert {
  alert: string;
  fault: string;
  seconds: number;
}

/** docs/alerts.md with the table of these alerts. */
export function alertsPage(page: string, seen: readonly SeenAlert[]): string {
  const rows = alerts.flatMap(({ alert, for: pending = '', labels: { severity } }) =>
    seen
      .filter((one) => one.alert === alert)
      .map(({ fault, seconds }) => [alert, severity, fault, pending, String(seconds)]),
  );
  const head = ['Alert', 'Severity', 'Injected fault', 'For', 'Fired after (s)'];
  return withPart(page, 'alerts', tableOf([head, ...rows]));
}
