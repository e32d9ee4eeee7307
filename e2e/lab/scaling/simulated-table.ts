import type { Measured } from '../bench/cluster/measured.js';
import { LIMITS, mostNotesPerDay, shardsFor, stepFor, STEPS, type ScalingStage } from './growth-step.js';
import { loadOf, steadyCostMs, type Load } from './load-model.js';
import { figure, tableOf } from '../markdown.js';

const NOTES_PER_DAY = [1_000_000, 10_000_000, 100_000_000];

const NAMES: Record<ScalingStage, string> = {
  'one machine': '1. one machine',
  'PostgreSQL apart': '2. PostgreSQL apart',
  partitions: '3. partitions',
  shards: '4. shards',
};

/** Reason to move from each stage to the next. */
const ENDS: Record<Exclude<ScalingStage, 'shards'>, string> = {
  'one machine': `${LIMITS.processorsOfOneMachine} processors of the machine are half busy`,
  'PostgreSQL apart': `autovacuum of \`note\` takes ${LIMITS.vacuumSeconds / 3_600} hours at ${figure(LIMITS.vacuumBytesPerSecond / 1e6)} MB/s`,
  partitions: `${LIMITS.processorsOfPostgres} processors of PostgreSQL are half busy, or WAL reaches ${LIMITS.walBytesPerSecond / 1e6} MB/s`,
};

const ROWS: Record<string, (load: Load) => string> = {
  'requests/s': ({ requestsPerSecond }) => figure(requestsPerSecond),
  'processors busy: core': ({ processors }) => figure(processors.core),
  'of PostgreSQL': ({ processors }) => figure(processors.PostgreSQL),
  'of Caddy': ({ processors }) => figure(processors.Caddy),
  'of Redis': ({ processors }) => figure(processors.Redis),
  'of mailers and NATS': ({ processors }) => figure(processors.mailer + processors.NATS),
  'processes of core': ({ coreProcesses }) => String(coreProcesses),
  'WAL, MB/s': ({ walBytesPerSecond }) => figure(walBytesPerSecond / 1e6),
  'Redis commands/s': ({ redisCommandsPerSecond }) => figure(redisCommandsPerSecond),
  'NATS messages/s': ({ messagesPerSecond }) => figure(messagesPerSecond),
  'mails a day': ({ mailsPerDay }) => figure(mailsPerDay),
  'rows of `note`, millions': ({ rows }) => figure(rows / 1e6),
  'stored, GB': ({ storedBytes }) => figure(storedBytes / 1e9),
  step: (load) => {
    const shards = shardsFor(load);
    return `${NAMES[stepFor(load)]}${shards > 1 ? `, ${shards}` : ''}`;
  },
};

/** Renders the demand for each number of notes a day. */
export function simulatedPart(measured: Measured): string {
  const loads = NOTES_PER_DAY.map((notes) => loadOf(notes, measured));
  const head = ['notes a day', ...NOTES_PER_DAY.map((notes) => `${notes / 1e6} million`)];
  const table = tableOf([head, ...Object.entries(ROWS).map(([name, of]) => [name, ...loads.map(of)])]);
  return `${table}\n\n${checkOf(measured)}`;
}

/** Renders the limit of each stage. */
export function limitsPart(measured: Measured): string {
  const rows = STEPS.map((step) =>
    step === 'shards'
      ? [NAMES.shards, 'each shard as many again', '–']
      : [NAMES[step], `${figure(mostNotesPerDay(step, measured) / 1e6)} million`, ENDS[step]],
  );
  return tableOf([['step', 'notes a day', 'until'], ...rows]);
}

/** Compares the model with an independent run at full load. */
function checkOf(measured: Measured): string {
  const { steady, noteLife } = measured;
  const perDay = Math.round((steady.notesPerSecond * 86_400) / 1e6);
  const steadyMs = all(steadyCostMs(measured));
  const livedMs = all(noteLife.cpuMs);
  return (
    `The cost of a note is that at a steady ${steady.notesPerSecond} notes/s, the mean of ${perDay} million a day: ` +
    `${steadyMs.toFixed(1)} ms of processor time including the load generator, with ${all(steady.processors).toFixed(2)} processors busy. ` +
    `At full load of two processors the model predicts ${figure(2_000 / steadyMs)} notes/s; ${figure(noteLife.perSecond)} were measured, at ` +
    `${livedMs.toFixed(1)} ms each. ${deviationOf(livedMs / steadyMs)}`
  );
}

function deviationOf(loadedToSteady: number): string {
  return loadedToSteady > 1
    ? `The table may be ${Math.ceil((loadedToSteady - 1) * 100)}% too low.`
    : 'Batching lowers the cost under load, so the table may be too high.';
}

const all = (ofParts: Measured['memoryMiB']) => Object.values(ofParts).reduce((sum, one) => sum + one, 0);
