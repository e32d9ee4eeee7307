import type { Measured } from '../../e2e/bench/cluster/measured.js';
import { LIMITS, mostNotesPerDay, shardsFor, stepFor, STEPS, type GrowthStep } from './growth-step.js';
import { loadOf, type Load } from './load-model.js';
import { figure, tableOf } from './markdown.js';

const NOTES_PER_DAY = [1_000_000, 10_000_000, 100_000_000];

const NAMES: Record<GrowthStep, string> = {
  'one machine': '1. one machine',
  'PostgreSQL apart': '2. PostgreSQL apart',
  partitions: '3. partitions',
  shards: '4. shards',
};

/** Why the step after it is needed. */
const ENDS: Record<Exclude<GrowthStep, 'shards'>, string> = {
  'one machine': `${LIMITS.processorsOfOneMachine} processors for all of it are half busy`,
  'PostgreSQL apart': `autovacuum, at ${figure(LIMITS.vacuumBytesPerSecond / 1e6)} MB/s, needs ${LIMITS.vacuumSeconds / 3_600} hours for \`note\``,
  partitions: `${LIMITS.processorsOfPostgres} processors of PostgreSQL are half busy, or its log grows by ${LIMITS.walBytesPerSecond / 1e6} MB/s`,
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

/** What each number of notes a day asks for. */
export function simulatedPart(measured: Measured): string {
  const loads = NOTES_PER_DAY.map((notes) => loadOf(notes, measured));
  const head = ['notes a day', ...NOTES_PER_DAY.map((notes) => `${notes / 1e6} million`)];
  const table = tableOf([head, ...Object.entries(ROWS).map(([name, of]) => [name, ...loads.map(of)])]);
  return `${table}\n\n${checkOf(measured)}`;
}

/** How far each step goes. */
export function limitsPart(measured: Measured): string {
  const rows = STEPS.map((step) =>
    step === 'shards'
      ? [NAMES.shards, 'each shard as many again', '–']
      : [NAMES[step], `${figure(mostNotesPerDay(step, measured) / 1e6)} million`, ENDS[step]],
  );
  return tableOf([['step', 'notes a day', 'until'], ...rows]);
}

/** The model beside what was run: notes at the mean rate of a day, and as many as two processors can. */
function checkOf({ steady, noteLife }: Measured): string {
  const perDay = Math.round((steady.notesPerSecond * 86_400) / 1e6);
  const predicted = (all(noteLife.cpuMs) * steady.notesPerSecond) / 1_000;
  const most = 2_000 / all(noteLife.cpuMs);
  return (
    `Checked against what was run: at a steady ${steady.notesPerSecond} notes a second, the mean of ${perDay} million a day, the model has ` +
    `${predicted.toFixed(2)} processors busy, and ${all(steady.processors).toFixed(2)} were. As fast as two processors can, it has ` +
    `${figure(most)} notes a second, and ${figure(noteLife.perSecond)} were lived.`
  );
}

const all = (ofParts: Measured['memoryMiB']) => Object.values(ofParts).reduce((sum, one) => sum + one, 0);
