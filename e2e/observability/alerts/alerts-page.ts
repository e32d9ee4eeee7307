import { alerts } from '../rules.js';

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

Written by \`npm run test:alerts -- --write\`: it breaks a real core, mailer, PostgreSQL, Redis, NATS, mail server, site or disk,
waits until Prometheus says that the alert fires, mends what it broke, and waits until the alert clears. There minutes of the
rules are seconds, so the last column is roughly what an operator waits in minutes; what is looked for first in
production is the column before.

| Alert | Severity | What was broken | Has to hold for | Fired after (s) |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
