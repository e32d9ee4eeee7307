import type { BenchDatabase } from '../bench-database.js';
import { ProcessUsage } from '../cluster/metering/process-usage.js';
import type { SealedSample } from '../cluster/sealed-sample.js';
import { loadAcknowledge, loadCreate, loadView, randomReadKey, type Measured } from '../load.js';
import type { Contestant } from './contestants.js';

export type Operation = (typeof OPERATIONS)[number];
export const OPERATIONS = ['create', 'read', 'acknowledge'] as const;

export interface Figures extends Measured {
  /** Microseconds of processor time for each request. */
  cpu: { server: number; postgres: number };
}

/** Figures of the operations that the server has. */
export type Turn = Partial<Record<Operation, Figures>>;

/** Creates notes on a server, reads them with a lease, and acknowledges the reads. */
export async function takeTurn(
  contestant: Contestant,
  database: BenchDatabase,
  sample: SealedSample,
  { connections, amount }: { connections: number; amount: number },
): Promise<Turn> {
  const { address, pid } = contestant.server;
  const usage = { server: new ProcessUsage([pid]), postgres: new ProcessUsage([database.postmaster]) };
  const metered = async <Result extends Measured>(load: () => Promise<Result>) => {
    const before = { server: usage.server.cpuSeconds(), postgres: usage.postgres.cpuSeconds() };
    const result = await load();
    contestant.requests += amount;
    const each = (part: keyof typeof usage) =>
      ((usage[part].cpuSeconds() - before[part]) * 1_000_000) / amount;
    return { ...result, cpu: { server: each('server'), postgres: each('postgres') } };
  };
  const create = await metered(() => loadCreate(address, connections, amount, sample.body));
  const { slugs } = create;
  const readKeys = slugs.map(randomReadKey);
  const read = await metered(() => loadView(address, connections, slugs, sample.accessProof, readKeys));
  if (contestant.kind !== 'core') return { create, read };
  return {
    create,
    read,
    acknowledge: await metered(() => loadAcknowledge(address, connections, slugs, readKeys)),
  };
}
