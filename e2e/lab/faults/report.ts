import { withPart } from '../markdown.js';
import type { MatrixResult, Row } from './matrix-result.js';
import { RUN_ENDS_WITHIN_SECONDS } from './matrix-run.js';

export const PAGE = 'docs/faults.md';

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
  'recovery',
  'mails drained',
  'took',
];

/** Generated half of docs/faults.md: the table, reasons for duplicates, and the machine. */
export function reportOf(result: MatrixResult, machine: string): string {
  const { rows, violatedAfterwards, tookSeconds } = result;
  const rule = COLUMNS.map((_name, index) => (index === 0 ? '---' : '---:'));
  const table = [COLUMNS, rule, ...rows.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
  const parts = [
    table.join('\n'),
    rows.flatMap(reasonsOf).join('\n'),
    violatedAfterwards.map((violation) => `- **After the run: ${oneLine(violation)}**`).join('\n'),
    `The run took ${minutes(tookSeconds)} of at most ${minutes(RUN_ENDS_WITHIN_SECONDS)} minutes, on ${machine}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** docs/faults.md with this report. */
export function pageWith(page: string, report: string): string {
  return withPart(page, 'matrix', report);
}

function cellsOf(row: Row): (string | number)[] {
  const { fault, figures, violations, tookSeconds, endsWithinSeconds } = row;
  const name = [fault.name, ...violations.map((violation) => `**${oneLine(violation)}**`)].join('; ');
  const took = `${tookSeconds} of ${endsWithinSeconds} s`;
  if (figures === undefined) return [name, ...COLUMNS.slice(2).map(() => '–'), took];
  const { notes, mails, requests, failed, slowestMs, lost, readTwice, mailedTwice } = figures;
  const slowest = secondsOf(slowestMs, fault.respondsWithinMs);
  const failures = fault.failsNothing ? `${failed} of 0` : failed;
  const counts = [notes, mails, requests, failures, slowest, lost, readTwice, mailedTwice];
  return [name, ...counts, `${figures.recoverySeconds} s`, `${figures.drainSeconds} s`, took];
}

/** Some messages, such as those of failed commands, would break the table. */
const oneLine = (text: string) => text.trim().replaceAll(/\s+/g, ' ');

function secondsOf(ms: number, limitMs: number | undefined): string {
  const each = [ms, limitMs].filter((one) => one !== undefined).map((one) => (one / 1_000).toFixed(1));
  return `${each.join(' of ')} s`;
}

function reasonsOf({ fault, figures }: Row): string[] {
  if (figures === undefined || figures.mailedTwice === 0) return [];
  return [`- Mailed twice, ${fault.name}: ${fault.duplicatesBecause ?? 'reason unknown'}.`];
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
