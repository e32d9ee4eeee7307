import type { FaultResult } from './run-fault.js';

const HEAD = `# Faults, and what comes of them

Two cores and two mailers behind Caddy, on a real PostgreSQL, Redis, NATS and mail server of this machine, at work while each
thing fails. Each note has three readers who compete for it; whatever fails is repeated with the same key, as the web UI does.
This page is written by \`npm run test:faults -- --write\`.

- **failed**: requests whose first answer was none, or 5xx; each was repeated.
- **lost**: notes or mails that were acknowledged and reached nobody. **Twice**: notes that two readers saw; mails that came twice.
- **up again**: seconds from the end of the fault until every core serves. **mails**: until every mail had come.

`;
const COLUMNS = [
  'fault',
  'notes',
  'mails',
  'requests',
  'failed',
  'lost',
  'read twice',
  'mailed twice',
  'up again',
  'mails',
];

/** The table of a run, as a page of docs/. */
export function reportOf(results: readonly FaultResult[]): string {
  const rows = results.map((result) => [
    [result.fault, ...result.broken.map((breach) => `**${breach}**`)].join('; '),
    result.notes,
    result.mails,
    result.requests,
    result.failed,
    result.lost,
    result.readTwice,
    result.mailedTwice,
    `${result.recoverySeconds} s`,
    `${result.drainSeconds} s`,
  ]);
  const rule = COLUMNS.map((_name, index) => (index === 0 ? '---' : '---:'));
  const lines = [COLUMNS, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${HEAD}${lines.join('\n')}\n`;
}
