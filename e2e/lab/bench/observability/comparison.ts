import type { BenchDatabase } from '../bench-database.js';
import { ProcessUsage } from '../cluster/metering/process-usage.js';
import type { SealedSample } from '../cluster/sealed-sample.js';
import { loadCreate, loadView } from '../load.js';
import { median } from '../median.js';
import type { Server } from '../server.js';
import type { Compared, Figures } from './measured.js';

/** Notes created and read in each round. Few, because the other load of a machine changes within seconds. */
const AMOUNT = 1_000;
/** Requests until the JIT compiler has optimised both cores. It takes longer for the core that runs more code. */
const WARM_UP = 15_000;

/** Scrape interval of infra/prometheus/prometheus.yml. */
const SCRAPE_EVERY_MS = 15_000;

export interface Cores {
  on: Server;
  off: Server;
  /** Metrics of the core that has them on. */
  metricsUrl: string;
}

export type Which = 'on' | 'off';
const other = (which: Which): Which => (which === 'on' ? 'off' : 'on');

/** Figures of both under the same load, one directly after the other. */
export type Round = Record<Which, Figures>;

/** Compares two cores on one database under the same load in turn. */
export class Comparison {
  private scrapedAt = -Infinity;

  constructor(
    private readonly database: BenchDatabase,
    private readonly sample: SealedSample,
    private readonly cores: Cores,
  ) {}

  async warmUp(first: Which): Promise<void> {
    for (const which of [first, other(first)]) {
      const { address } = this.cores[which];
      await loadCreate(address, 16, WARM_UP, this.sample.body);
      await this.view(address, 16, WARM_UP);
    }
  }

  /** @param first alternates between rounds, because the second core finds more stored notes */
  async round(connections: number, first: Which): Promise<Round> {
    const earlier = await this.figuresOf(first, connections);
    const later = await this.figuresOf(other(first), connections);
    return first === 'on' ? { on: earlier, off: later } : { on: later, off: earlier };
  }

  private async figuresOf(which: Which, connections: number): Promise<Figures> {
    const { address, pid } = this.cores[which];
    const usage = new ProcessUsage([pid]);
    const cpuBefore = usage.cpuSeconds();
    if (which === 'on') await this.scrape();
    const created = await loadCreate(address, connections, AMOUNT, this.sample.body);
    const read = await this.view(address, connections, AMOUNT);
    return {
      requestsPerSecond: 2 / (1 / created.requestsPerSecond + 1 / read.requestsPerSecond),
      cpuMs: ((usage.cpuSeconds() - cpuBefore) * 1_000) / (2 * AMOUNT),
    };
  }

  private async scrape(): Promise<void> {
    if (performance.now() - this.scrapedAt < SCRAPE_EVERY_MS) return;
    this.scrapedAt = performance.now();
    await (await fetch(this.cores.metricsUrl)).text();
  }

  private async view(address: string, connections: number, amount: number) {
    const slugs = await this.database.notes.insert(amount, this.sample);
    return loadView(address, connections, slugs, this.sample.accessProof);
  }
}

/** Medians of the rounds. */
export function comparedOf(connections: number, rounds: readonly Round[]): Compared {
  const ratio = median(rounds.map(({ on, off }) => on.requestsPerSecond / off.requestsPerSecond));
  return { connections, on: medians(rounds, 'on'), off: medians(rounds, 'off'), ratio };
}

function medians(rounds: readonly Round[], which: Which): Figures {
  return {
    requestsPerSecond: median(rounds.map((round) => round[which].requestsPerSecond)),
    cpuMs: median(rounds.map((round) => round[which].cpuMs)),
  };
}
