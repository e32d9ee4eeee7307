import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeFormatted } from '../../../../scripts/write-formatted.js';
import { NoteTraffic } from '../../../support/traffic/note-traffic.js';
import { until } from '../../../support/until.js';
import { tableOf, withPart } from '../../markdown.js';
import { PAGE } from '../report.js';
import { STANDALONE_FAULTS, type StandaloneFault } from './standalone-faults.js';
import { StandaloneUnderFault } from './standalone-under-fault.js';

/**
 * Injects each fault into standalone under load and prints the table. Exits with 1 if a row fails. Needs root, which may
 * mount a disk:
 *
 *     npm run lab -- faults standalone --only disk --write
 */
const TRAFFIC = { readers: 3, concurrency: 4 };
const NOTES_BEFORE = 20;
const NOTES_AFTER = 40;
const TRAFFIC_RETURNS_WITHIN_MS = 120_000;
const HEAD = ['fault', 'notes', 'requests', 'failed', 'slowest', 'lost', 'read twice', 'recovery'];

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
const rows: string[][] = [];
let hasFailed = false;
for (const fault of STANDALONE_FAULTS.filter(({ name }) => name.includes(values.only))) {
  const row = await rowOf(fault);
  process.stdout.write(`${row.join(' | ')}\n`);
  rows.push(row);
}
const table = tableOf([HEAD, ...rows]);
if (values.write) await writeFormatted(PAGE, withPart(await readFile(PAGE, 'utf8'), 'standalone', table));
process.exit(hasFailed || rows.length === 0 ? 1 : 0);

async function rowOf(fault: StandaloneFault): Promise<string[]> {
  const target = await StandaloneUnderFault.start();
  const notes = new NoteTraffic(target.address);
  const { result, tally } = notes;
  let isOver = false;
  const traffic = notes.run(() => !isOver, TRAFFIC);
  // Awaited below; an unhandled rejection would end the run first.
  traffic.catch(() => undefined);
  const violations: string[] = [];
  let recoverySeconds = NaN;
  try {
    await until('traffic flows', () => result.notes >= NOTES_BEFORE, TRAFFIC_RETURNS_WITHIN_MS);
    tally.slowestMs = 0;
    await fault.strike(target);
    const endedAt = performance.now();
    await target.untilReady();
    recoverySeconds = (performance.now() - endedAt) / 1_000;
    const enough = result.notes + NOTES_AFTER;
    await until('traffic flows again', () => result.notes >= enough, TRAFFIC_RETURNS_WITHIN_MS);
    isOver = true;
    await traffic;
  } catch (error) {
    violations.push(String(error));
  } finally {
    isOver = true;
    await target.remove();
  }
  const lost = result.lost + result.garbled;
  violations.push(...[...tally.unclear].map((kind) => `responds with ${kind}`));
  hasFailed ||= violations.length > 0 || lost + result.readTwice > 0;
  return [
    [fault.name, ...violations.map((violation) => `**${violation}**`)].join('; '),
    ...[result.notes, tally.requests, tally.failed].map(String),
    `${(tally.slowestMs / 1_000).toFixed(1)} s`,
    ...[lost, result.readTwice].map(String),
    `${recoverySeconds.toFixed(1)} s`,
  ];
}
