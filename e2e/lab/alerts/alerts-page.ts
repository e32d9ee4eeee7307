import { alerts } from '../../../infra/prometheus/testing/rules.js';
import { tableOf, withPart } from '../markdown.js';

export const PAGE = 'docs/alerts.md';

/** Alert that fired, the injected fault that raised it, and the time between the two. */
export interface SeenAlert {
  alert: string;
  fault: string;
  seconds: number;
}

/** docs/alerts.md with these alerts; others keep their rows. */
export function alertsPage(page: string, seen: readonly SeenAlert[]): string {
  const rows = alerts.flatMap(({ alert, for: pending = '', labels: { severity } }) => {
    const now = seen.filter((one) => one.alert === alert);
    const [, , earlierFault = '', , earlierSeconds = ''] = cellsOf(page, alert);
    const times = now.map(({ fault, seconds }) => [fault, String(seconds)]);
    return (now.length > 0 ? times : [[earlierFault, earlierSeconds]])
      .filter(([fault]) => fault !== '')
      .map(([fault = '', seconds = '']) => [alert, severity, fault, pending, seconds]);
  });
  const head = ['Alert', 'Severity', 'Injected fault', 'For', 'Fired after (s)'];
  return withPart(page, 'alerts', tableOf([head, ...rows]).replaceAll('---:', '---'));
}

function cellsOf(page: string, alert: string): string[] {
  const line = page.split('\n').find((one) => one.startsWith(`| ${alert} `)) ?? '';
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
