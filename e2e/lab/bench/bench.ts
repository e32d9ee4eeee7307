import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BenchDatabase } from './bench-database.js';
import { sealedSample } from './cluster/sealed-sample.js';
import { startContestants, type Contestant } from './compared/contestants.js';
import { takeTurn, type Turn } from './compared/measure.js';
import { loadTables, processTable, type Results } from './compared/tables.js';

/**
 * Measures create, read and acknowledge of 1 KiB sealed notes on three servers that take turns on one PostgreSQL: a
 * minimal Fastify and pg server, a bare one with core's statements, and the built core.
 *
 *     npm run bench -- --node /path/to/node --node /path/to/another --rounds 7 --connections 16
 *
 * compares them on several versions of Node.js. Absolute figures depend on the machine; the ratios do not.
 */
const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [process.execPath] },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', multiple: true, default: ['1', '16', '64'] },
  },
});
const ROUNDS = Number(values.rounds);
/** Few, because the other load of a machine changes within seconds. */
const amountFor = (connections: number) => (connections === 1 ? 1_000 : 3_000);
/** Notes until the JIT compiler has optimised a server. */
const WARM_UP = { connections: 16, amount: 8_000 };

const print = (text: string) => process.stdout.write(`${text}\n\n`);
const sample = await sealedSample();

async function measure(
  contestants: readonly Contestant[],
  database: BenchDatabase,
  connections: number,
): Promise<Results> {
  const turns = new Map(contestants.map((one) => [one, new Array<Turn>()]));
  const load = { connections, amount: amountFor(connections) };
  for (let round = 0; round < ROUNDS; round += 1) {
    // The later server finds more stored notes.
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const one of order) turns.get(one)?.push(await takeTurn(one, database, sample, load));
  }
  return { connections, turns };
}

const database = await BenchDatabase.start();
const contestants = await startContestants(values.node, database.url);
try {
  print(
    `${availableParallelism()} processors, PostgreSQL ${await database.version()}, medians of ${ROUNDS} rounds`,
  );
  for (const one of contestants) await takeTurn(one, database, sample, WARM_UP);
  for (const connections of values.connections.map(Number))
    print(loadTables(await measure(contestants, database, connections)));
  print(processTable(contestants));
} finally {
  for (const { server } of contestants) await server.stop();
  await database.stop();
}
