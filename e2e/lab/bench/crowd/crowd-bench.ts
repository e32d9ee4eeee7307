import { parseArgs } from 'node:util';
import { machineFacts } from '../../faults/machine-facts.js';
import { CORE_COMMAND } from '../../../support/programs/core-command.js';
import { BenchDatabase } from '../bench-database.js';
import { sealedSample } from '../cluster/sealed-sample.js';
import { startServer, type Server } from '../server.js';
import { guessSlugs } from './guess-slugs.js';
import { readsBesideSignIns } from './reads-beside-sign-ins.js';

/**
 * Measures readers of notes while 500 people repeatedly sign in at the same instant, and a client that guesses slugs
 * under the default rate limits. Exits with 1 if a guess finds a note or has an unexpected response:
 *
 *     npm run bench -- crowd
 */
const { values } = parseArgs({
  options: { guesses: { type: 'string', default: '100000' } },
});
const SIGN_INS = 500;
const STORED = 1_000;

const print = (line: string) => process.stdout.write(`${line}\n`);
const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;

/** Runs the work on a core of its own. */
async function measure(
  further: Record<string, string>,
  work: (server: Server) => Promise<void>,
): Promise<void> {
  const server = await startServer(CORE_COMMAND, database.url, further);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

const database = await BenchDatabase.start();
try {
  print(await machineFacts(await database.version()));
  const sample = await sealedSample();
  await measure({}, async ({ address }) => {
    const { quiet, beside, served, refused } = await readsBesideSignIns(
      address,
      database.notes,
      sample,
      SIGN_INS,
    );
    print(`notes read by 4 people, one after the other`);
    print(`  alone                       half of them ${ms(quiet.p50Ms)}, 99% ${ms(quiet.p99Ms)}`);
    print(`  while ${SIGN_INS} sign in at once    half of them ${ms(beside.p50Ms)}, 99% ${ms(beside.p99Ms)}`);
    print(`  of the sign-ins ${served} were served, ${refused} rejected with Retry-After`);
  });
  await measure({ RATELIMIT_RPS: '100' }, async ({ address }) => {
    await database.notes.insert(STORED, sample);
    const { counts, seconds } = await guessSlugs(address, Number(values.guesses));
    const summary = [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
    print(
      `${values.guesses} guesses at slugs beside ${STORED} notes, by one client in ${seconds.toFixed(0)} s`,
    );
    print(`  ${summary}`);
    const expected = new Set([404, 429]);
    if ([...counts.keys()].some((status) => !expected.has(status)) || !counts.has(429)) process.exitCode = 1;
  });
} finally {
  await database.stop();
}
