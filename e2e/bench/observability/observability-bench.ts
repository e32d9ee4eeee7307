import { parseArgs } from 'node:util';
import { machineFacts } from '../../faults/machine-facts.js';
import { freePort } from '../../support/free-port.js';
import { BenchDatabase } from '../bench-database.js';
import { sealedSample, type SealedSample } from '../cluster/sealed-sample.js';
import { loadCreate, loadView } from '../load.js';
import { median } from '../median.js';
import { startServer, type Server } from '../server.js';
import { writeMeasured, type RatesAt } from './measured.js';

/**
 * Measures what metrics and logs cost: one core that has both, and is asked for its metrics before each round, beside one
 * that serves and writes neither, on one PostgreSQL, in turn. With --write, docs/metrics.md tells what came of it:
 *
 *     npm run bench -- --observability --write && npm run docs:gen
 */
const { values } = parseArgs({
  options: {
    observability: { type: 'boolean' },
    rounds: { type: 'string', default: '15' },
    write: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
const CONNECTIONS = [16, 64];
/** Notes created and read in each round. */
const AMOUNT = 3_000;
/** Until the compiler has seen enough of a core to settle. */
const WARM_UP = 10_000;
const ENOUGH = 0.9;
const CORE = ['--max-semi-space-size=8', '--heap-growing-percent=20', 'dist/apps/core/main.js'];
const print = (line: string) => process.stdout.write(`${line}\n`);
const perSecond = (rate: number) => `${rate.toFixed(0).padStart(5)}/s`;

interface Pair {
  on: number;
  off: number;
}

class Comparison {
  constructor(
    private readonly database: BenchDatabase,
    private readonly sample: SealedSample,
    private readonly cores: Record<keyof Pair, Server>,
    private readonly metricsPort: string,
  ) {}

  async warmUp(): Promise<void> {
    for (const { address } of Object.values(this.cores)) {
      await loadCreate(address, 16, WARM_UP, this.sample.body);
      await this.view(address, 16);
    }
  }

  /** Requests per second, of each core in turn; who is first changes, since what comes later finds more notes. */
  async ratesAt(connections: number): Promise<RatesAt> {
    const pairs: Pair[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const pair: Pair = { on: NaN, off: NaN };
      const order = round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const);
      for (const core of order) pair[core] = await this.rateOf(core, connections);
      pairs.push(pair);
    }
    return {
      connections,
      on: median(pairs.map(({ on }) => on)),
      off: median(pairs.map(({ off }) => off)),
      ratio: median(pairs.map(({ on, off }) => on / off)),
    };
  }

  private async rateOf(core: keyof Pair, connections: number): Promise<number> {
    const { address } = this.cores[core];
    if (core === 'on') await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    const created = await loadCreate(address, connections, AMOUNT, this.sample.body);
    const read = await this.view(address, connections);
    return 2 / (1 / created.requestsPerSecond + 1 / read.requestsPerSecond);
  }

  private async view(address: string, connections: number) {
    const slugs = await this.database.notes.insert(AMOUNT, this.sample);
    return loadView(address, connections, slugs, this.sample.accessProof);
  }
}

async function compare(database: BenchDatabase): Promise<RatesAt[]> {
  const metricsPort = String(await freePort());
  const cores = {
    on: await startServer(CORE, database.url, { METRICS_PORT: metricsPort, LOG_LEVEL: 'info' }),
    off: await startServer(CORE, database.url, { METRICS_PORT: '', LOG_LEVEL: 'silent' }),
  };
  try {
    const comparison = new Comparison(database, await sealedSample(), cores, metricsPort);
    await comparison.warmUp();
    const rates: RatesAt[] = [];
    for (const connections of CONNECTIONS) rates.push(await comparison.ratesAt(connections));
    return rates;
  } finally {
    await Promise.all(Object.values(cores).map((core) => core.stop()));
  }
}

const machine = await machineFacts();
print(`${machine}; ${ROUNDS} rounds of ${AMOUNT} notes created and read, medians`);
const database = await BenchDatabase.start();
try {
  const rates = await compare(database);
  for (const { connections, on, off, ratio } of rates) {
    const verdict = ratio < ENOUGH ? '  MORE THAN 10 % SLOWER' : '';
    print(
      `create and read over ${String(connections).padStart(2)} connections   with metrics and logs ${perSecond(on)}   without ${perSecond(off)}   ratio ${ratio.toFixed(3)}${verdict}`,
    );
  }
  if (values.write) await writeMeasured({ machine, rounds: ROUNDS, rates });
} finally {
  await database.stop();
}
