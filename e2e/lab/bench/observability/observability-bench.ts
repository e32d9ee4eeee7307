import { parseArgs } from 'node:util';
import { machineFacts } from '../../faults/machine-facts.js';
import { CORE_COMMAND } from '../../../support/programs/core-command.js';
import { freePort } from '../../../support/free-port.js';
import { BenchDatabase } from '../bench-database.js';
import { sealedSample } from '../cluster/sealed-sample.js';
import { startServer } from '../server.js';
import { comparedOf, Comparison, type Round, type Which } from './comparison.js';
import { writeMeasured, type Compared, type Figures } from './measured.js';

/**
 * Measures the cost of metrics and logs: a core with both, scraped at Prometheus's interval, and a core without either,
 * on one PostgreSQL in alternation. Fails if they cost more than a tenth of the requests per second. With --write, the
 * result goes into docs/metrics.md:
 *
 *     npm run bench -- observability --write && npm run docs:gen
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    write: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
/** Pairs of processes. Many, because processes of one program differ by a few per cent for their whole life. */
const PAIRS = 10;
const CONNECTIONS = [16, 64];
const ENOUGH = 0.9;

const print = (line: string) => process.stdout.write(`${line}\n`);
const turn = (count: number): Which => (count % 2 === 0 ? 'on' : 'off');
const shown = ({ requestsPerSecond, cpuMs }: Figures) =>
  `${requestsPerSecond.toFixed(0).padStart(5)}/s, ${cpuMs.toFixed(2)} ms of processor time each`;

async function measure(database: BenchDatabase): Promise<Compared[]> {
  const rounds = CONNECTIONS.map((): Round[] => []);
  for (let pair = 0; pair < PAIRS; pair += 1) {
    await measurePair(database, rounds, turn(pair));
    print(`  ${pair + 1} of ${PAIRS} pairs of processes`);
  }
  return CONNECTIONS.map((connections, at) => comparedOf(connections, rounds[at] ?? []));
}

/** Adds rounds for each number of connections. */
async function measurePair(database: BenchDatabase, rounds: Round[][], first: Which): Promise<void> {
  const port = String(await freePort());
  const on = await startServer(CORE_COMMAND, database.url, { METRICS_PORT: port, LOG_LEVEL: 'info' });
  const off = await startServer(CORE_COMMAND, database.url, { METRICS_PORT: '', LOG_LEVEL: 'silent' });
  try {
    const cores = { on, off, metricsUrl: `http://127.0.0.1:${port}/metrics` };
    const comparison = new Comparison(database, await sealedSample(), cores);
    await comparison.warmUp(first);
    // Alternating, so that neither core runs more requests before the JIT compiler has settled.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, connections] of CONNECTIONS.entries()) {
        rounds[at]?.push(await comparison.round(connections, turn(round)));
      }
    }
  } finally {
    await Promise.all([on.stop(), off.stop()]);
  }
}

const database = await BenchDatabase.start();
try {
  const machine = await machineFacts(await database.version());
  print(`${machine}; medians of ${PAIRS} times ${ROUNDS} rounds`);
  const compared = await measure(database);
  for (const { connections, on, off, ratio } of compared) {
    print(`create and read over ${connections} connections`);
    print(`  with metrics and logs   ${shown(on)}`);
    print(`  without                 ${shown(off)}`);
    print(`  ratio of the rates      ${ratio.toFixed(3)}${ratio < ENOUGH ? '  MORE THAN 10% SLOWER' : ''}`);
  }
  if (compared.some(({ ratio }) => ratio < ENOUGH)) process.exitCode = 1;
  if (values.write) await writeMeasured({ machine, rounds: PAIRS * ROUNDS, compared });
} finally {
  await database.stop();
}
