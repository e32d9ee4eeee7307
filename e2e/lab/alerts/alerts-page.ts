import { alerts } from '../../../infra/prometheus/testing/rules.js';

export const PAGE = 'docs/alerts.md';

/** An alert that fired, and what had been broken for how long. */
export interface SeenAlert {
  alert: string;
  cause: string;
  seconds: number;
}

/** docs/alerts.md. */
export function alertsPage(seen: readonly SeenAlert[]): string {
  const rows = alerts.flatMap(({ alert, for: waits = '', labels: { severity } }) =>
    seen
      .filter((one) => one.alert === alert)
      .map(({ cause, seconds }) => `| ${alert} | ${severity} | ${cause} | ${waits} | ${seconds} |`),
  );
  return `# Alerts, seen to fire

Written by \`npm run lab -- alerts --write\`: it breaks a real core, mailer, PostgreSQL, Redis, NATS, mail server, site or disk,
waits until Prometheus says that the alert fires, mends what it broke, and waits until the alert clears. There minutes of the
rules are seconds, and ages that they compare with are a sixth: the last column shows that an alert fires, and which before
which, and is no promise of a time. In production it takes at least what the column before says.

| Alert | Severity | What was broken | Has to hold for | Fired after (s) |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
