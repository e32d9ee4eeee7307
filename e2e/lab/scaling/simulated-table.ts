import type { Measured } from '../bench/cluster/measured.js';
import { LIMITS, mostNotesPerDay, shardsFor, stepFor, STEPS, type GrowthStep } from './growth-step.js';
import { loadOf, steadyCostMs, type Load } from './load-model.js';
import { figure, tableOf } from '../markdown.js';

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

/** The model beside a run that it does not come from: as many notes as two processors can. */
function checkOf(measured: Measured): string {
  const { steady, noteLife } = measured;
  const perDay = Math.round((steady.notesPerSecond * 86_400) / 1e6);
  const steadyMs = all(steadyCostMs(measured));
  const livedMs = all(noteLife.cpuMs);
  return (
    `A note is taken to cost what it did at a steady ${steady.notesPerSecond} notes a second, the mean of ${perDay} million a day: ` +
    `${steadyMs.toFixed(1)} ms of processor time with the load generator's, so that ${all(steady.processors).toFixed(2)} processors were busy. ` +
    `As fast as two processors can, the model has ${figure(2_000 / steadyMs)} notes a second, and ${figure(noteLife.perSecond)} were lived, at ` +
    `${livedMs.toFixed(1)} ms each. ${verdictOn(livedMs / steadyMs)}`
  );
}

function verdictOn(livedToSteady: number): string {
  return livedToSteady > 1
    ? `So the table may ask for ${Math.ceil((livedToSteady - 1) * 100)} % too little.`
    : 'What is done many at a time costs less, so the table asks for rather too much than too little.';
}

const all = (ofParts: Measured['memoryMiB']) => Object.values(ofParts).reduce((sum, one) => sum + one, 0);
