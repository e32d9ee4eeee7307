import { parseArgs } from 'node:util';
import { loadCreate } from '../load.js';
import { machineFacts } from '../../faults/machine-facts.js';
import { startBenchDeployment, type BenchDeployment } from './bench-deployment.js';
import { measureGrowth } from './growth.js';
import { compareManyToFew } from './many-to-few.js';
import { keepsItsRate, writeMeasured, type Measured } from './measured.js';
import { measureNoteLife, measureSteadily } from './note-life.js';
import { reportOf } from './report.js';
import { sealedSample, type SealedSample } from './sealed-sample.js';
import { measureSignUps } from './sign-ups.js';

/**
 * Measures a deployment of two cores on one machine and writes the figures of docs/scaling.md. Exits with 1 if many
 * stored notes cost more than a fifth of the rate:
 *
 *     npm run bench -- cluster --write
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    stored: { type: 'string', default: '1000000' },
    write: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
const STORED = { few: 1_000, many: Number(values.stored) };
/** Comparisons of many and few notes in each round, because each is short. */
const COMPARED_FOR_EACH_ROUND = 5;
const NOTES_LIVED = 3_000;
/** Mean rate of ten million notes a day. */
const STEADY = { notesPerSecond: 116, seconds: 15 };
const SIGN_UPS = 100;
/** Requests until the JIT compiler has optimised a core. */
const WARM_UP = 6_000;

const startedAt = performance.now();
const say = (line: string) => {
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  process.stdout.write(`${String(seconds).padStart(4)} s  ${line}\n`);
};

/** Retries once, because a core rejects requests while other processes keep this machine busy. */
async function stage<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  say(name);
  return work().catch((error: unknown) => {
    say(`${name} once more: ${String(error)}`);
    return work();
  });
}

async function measure(deployment: BenchDeployment, sample: SealedSample): Promise<Measured> {
  const { notes, cores, addresses } = deployment;
  say(`stores ${STORED.few} and ${STORED.many} notes`);
  await notes.few.fill(STORED.few, sample);
  await notes.many.fill(STORED.many, sample);
  const bytes = await bytesOf(deployment);
  say('warms up');
  for (const address of [addresses[1], addresses[2], cores.few.address, addresses[2]]) {
    await loadCreate(address, 16, WARM_UP, sample.body);
  }
  await notes.few.query('DELETE FROM note WHERE expires_at IS NULL');
  const manyToFew = await stage('compares many notes with few', () =>
    compareManyToFew(deployment, sample, ROUNDS * COMPARED_FOR_EACH_ROUND),
  );
  const requests = await stage('creates and reads, by one core and by two', () =>
    measureGrowth(deployment, sample, ROUNDS),
  );
  const memoryMiB = deployment.meters.memoryMiB();
  const hugePages = deployment.meters.postgresHasHugePages();
  const noteLife = await stage('lives notes', () =>
    measureNoteLife(deployment, sample, NOTES_LIVED * ROUNDS),
  );
  const steady = await stage('lives notes at a steady rate', () =>
    measureSteadily(deployment, sample, STEADY.notesPerSecond, STEADY.seconds),
  );
  const signUp = await stage('signs people up', () => measureSignUps(deployment, SIGN_UPS * ROUNDS));
  const machine = await machineFacts(await deployment.postgresVersion());
  const taken = { machine, hugePages, stored: STORED };
  return { ...taken, requests, memoryMiB, manyToFew, noteLife, steady, signUp, bytes };
}

async function bytesOf({ notes }: BenchDeployment): Promise<Measured['bytes']> {
  const [row] = await notes.many.query(
    `SELECT pg_total_relation_size('note')::float8 AS note, pg_total_relation_size('note_payload')::float8 AS payload`,
  );
  return { note: Number(row?.['note']) / STORED.many, payload: Number(row?.['payload']) / STORED.many };
}

const deployment = await startBenchDeployment();
try {
  const measured = await measure(deployment, await sealedSample());
  process.stdout.write(`\n${reportOf(measured)}\n`);
  if (values.write) await writeMeasured(measured);
  if (!keepsItsRate(measured)) process.exitCode = 1;
} finally {
  await deployment.stop();
}
say('done');
