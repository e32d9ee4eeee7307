import type { MatrixResult, Row } from './matrix-result.js';
import { RUN_ENDS_WITHIN_SECONDS } from './matrix-run.js';

const HEAD = `# Faults, and what comes of them

Two cores and two mailers behind Caddy, on a real PostgreSQL, Redis, NATS and mail server of this machine, at work while each
thing fails. Each note has three readers who compete for it; whatever fails is repeated with the same key, as the web UI does.
This page is written by \`npm run lab -- faults --write\`.

- **failed**: requests whose first answer was none, or 5xx; each was repeated. **0 of 0** where none may fail. A 5xx that is
  neither 503 nor 507, or does not say when to come back, is a breach whatever fails.
- **slowest**: the longest that a request waited from the fault on, for its answer or until nobody answered it, and how long one
  may, where that is said.
- **lost**: notes or mails that were acknowledged and reached nobody. **Read twice**: notes that two readers saw.
- **mailed twice**: mails that came twice, each for the reason that stands below; for any other the row would name a breach.
- **up again**: seconds from the end of the fault until every core serves. **mails**: until every mail was known to be sent. One
  that a mailer held when it was killed comes again after a minute and a half, one that NATS lost after five.
- **took**: all of it, with what is needed before and after, and how long it may take.

After each fault the database is searched for what must never be in it: content that belongs to no note that can be read or is
on lease, a note that can be read and has no content, a mail that was given up or is still to be sent, an account whose owner was
never sent one. After the last, when NATS has nothing left that it could deliver again, all is counted once more, and what came twice
by then is in the table. A breach would stand in bold in the row of its fault, and the run would end with 1.

`;
const COLUMNS = [
  'fault',
  'notes',
  'mails',
  'requests',
  'failed',
  'slowest',
  'lost',
  'read twice',
  'mailed twice',
  'up again',
  'mails',
  'took',
];

/** The table of a run, as a page of docs/. */
export function reportOf({ rows, brokenAfterwards, tookSeconds }: MatrixResult, machine: string): string {
  const rule = COLUMNS.map((_name, index) => (index === 0 ? '---' : '---:'));
  const table = [COLUMNS, rule, ...rows.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
  const parts = [
    table.join('\n'),
    rows.flatMap(reasonsOf).join('\n'),
    brokenAfterwards.map((breach) => `- **After all of it: ${breach}**`).join('\n'),
    `All of it took ${minutes(tookSeconds)} minutes, of ${minutes(RUN_ENDS_WITHIN_SECONDS)} that it may.`,
    `Taken on ${machine}.`,
  ];
  return `${HEAD}${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function cellsOf(row: Row): (string | number)[] {
  const { fault, figures, broken, tookSeconds, endsWithinSeconds } = row;
  const name = [fault.name, ...broken.map((breach) => `**${breach}**`)].join('; ');
  const took = `${tookSeconds} of ${endsWithinSeconds} s`;
  if (figures === undefined) return [name, ...COLUMNS.slice(2).map(() => '–'), took];
  const { notes, mails, requests, failed, slowestMs, lost, readTwice, mailedTwice } = figures;
  const slowest = secondsOf(slowestMs, fault.answersWithinMs);
  const failures = fault.failsNothing ? `${failed} of 0` : failed;
  const counts = [notes, mails, requests, failures, slowest, lost, readTwice, mailedTwice];
  return [name, ...counts, `${figures.recoverySeconds} s`, `${figures.drainSeconds} s`, took];
}

function secondsOf(ms: number, withinMs: number | undefined): string {
  const each = [ms, withinMs].filter((one) => one !== undefined).map((one) => (one / 1_000).toFixed(1));
  return `${each.join(' of ')} s`;
}

function reasonsOf({ fault, figures }: Row): string[] {
  if (figures === undefined || figures.mailedTwice === 0) return [];
  return [`- Mailed twice, ${fault.name}: ${fault.twinsBecause ?? 'no reason is known'}.`];
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
