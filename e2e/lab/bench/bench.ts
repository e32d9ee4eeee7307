import { createHash, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { seal } from '#libs/note-crypto';
import { CORE_COMMAND } from '../../support/programs/core-command.js';
import { BenchDatabase } from './bench-database.js';
import { loadCreate, loadView, type Measured } from './load.js';
import { median } from './median.js';
import { startServer, type Server } from './server.js';

/**
 * Measures create and read of 1 KiB sealed notes on the built core and on a bare Fastify and pg server that runs the
 * same two statements. Both use one PostgreSQL in alternation. Absolute figures depend on the machine; the ratio does
 * not.
 */
const CONNECTIONS = [1, 16, 64];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Requests until the JIT compiler has optimised a server. */
const WARM_UP = 10_000;
const AMOUNT = new Map([
  [1, 1_500],
  [16, 6_000],
  [64, 6_000],
]);

type Load = (server: Server, connections: number) => Promise<Measured>;

const medianOf = (all: Measured[], field: keyof Measured) => median(all.map((one) => one[field]));
const print = (line: string) => process.stdout.write(`${line}\n`);

async function measure(name: string, load: Load, core: Server, bare: Server): Promise<void> {
  for (const connections of CONNECTIONS) {
    const ofCore: Measured[] = [];
    const ofBare: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ofBare.push(await load(bare, connections));
      ofCore.push(await load(core, connections));
    }
    const ratio = median(
      ofCore.map((one, round) => one.requestsPerSecond / (ofBare[round]?.requestsPerSecond ?? NaN)),
    );
    const cell = (all: Measured[]) =>
      `${medianOf(all, 'requestsPerSecond').toFixed(0).padStart(6)}/s  p50 ${medianOf(all, 'p50Ms').toFixed(1)} ms  p99 ${medianOf(all, 'p99Ms').toFixed(1)} ms`;
    print(
      `${name.padEnd(7)} ${String(connections).padStart(3)} connections   core ${cell(ofCore)}   bare ${cell(ofBare)}   ratio ${ratio.toFixed(2)}`,
    );
  }
}

const database = await BenchDatabase.start();
const core = await startServer(CORE_COMMAND, database.url);
const bare = await startServer(
  ['--conditions=source', '--import=tsx', 'e2e/lab/bench/bare-server.ts'],
  database.url,
);
try {
  const { envelope, accessProof } = await seal(randomBytes(768).toString('base64'));
  const body = JSON.stringify({ content: envelope, password: accessProof });
  const amountFor = (connections: number) => AMOUNT.get(connections) ?? 1_000;

  print(
    `${availableParallelism()} processors, ${ROUNDS} rounds each, medians; core started in ${core.startMs} ms`,
  );
  for (const server of [bare, core]) await loadCreate(server.address, 16, WARM_UP, body);
  await measure(
    'create',
    (server, connections) => loadCreate(server.address, connections, amountFor(connections), body),
    core,
    bare,
  );
  const accessHash = createHash('sha256').update(accessProof).digest();
  await measure(
    'view',
    async (server, connections) => {
      const slugs = await database.notes.insert(amountFor(connections), { envelope, accessHash });
      return loadView(server.address, connections, slugs, accessProof);
    },
    core,
    bare,
  );
  print(`memory   core ${core.memoryMiB()} MiB   bare ${bare.memoryMiB()} MiB`);
} finally {
  await core.stop();
  await bare.stop();
  await database.stop();
}
