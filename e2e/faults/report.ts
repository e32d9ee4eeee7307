import type { FaultResult } from './run-fault.js';

const HEAD = `# Faults, and what comes of them

Two cores and two mailers behind Caddy, on a real PostgreSQL, Redis, NATS and mail server of this machine, at work while each
thing fails. Each note has three readers who compete for it; whatever fails is repeated with the same key, as the web UI does.
This page is written by \`npm run test:faults -- --write\`.

- **failed**: requests whose first answer was none, or 5xx; each was repeated.
- **lost**: notes or mails that were acknowledged and reached nobody. **Read twice**: notes that two readers saw.
- **mailed twice**: mails that came twice, each for the reason that stands below; for any other the row would name a breach.
- **up again**: seconds from the end of the fault until every core serves. **mails**: until every mail had come. One that a
  mailer held when it was killed comes again after two minutes, one that NATS lost after five.

After each fault the database is searched for what must never be in it: content that outlived its lease, a note that can be
read and has no content, an account that was never sent a mail. A breach would stand in bold in the row of its fault.

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
export function reportOf(results: readonly FaultResult[], machine: string): string {
  const rule = COLUMNS.map((_name, index) => (index === 0 ? '---' : '---:'));
  const table = [COLUMNS, rule, ...results.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
  const reasons = results
    .filter(({ mailedTwice }) => mailedTwice > 0)
    .map(({ fault, twinsBecause }) => `- Mailed twice, ${fault}: ${twinsBecause ?? 'no reason is known'}.`);
  const parts = [table.join('\n'), reasons.join('\n'), `Taken on ${machine}.`];
  return `${HEAD}${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A row that did not come to its end has no figures. */
function cellsOf(result: FaultResult): (string | number)[] {
  const name = [result.fault, ...result.broken.map((breach) => `**${breach}**`)].join('; ');
  if (result.requests === 0) return [name, ...COLUMNS.slice(1).map(() => '–')];
  const { notes, mails, requests, failed, lost, readTwice, mailedTwice } = result;
  const counts = [notes, mails, requests, failed, lost, readTwice, mailedTwice];
  return [name, ...counts, `${result.recoverySeconds} s`, `${result.drainSeconds} s`];
}
