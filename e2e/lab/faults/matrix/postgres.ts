import type { Cluster } from '../cluster.js';
import { seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

/** A place in the pool has 2 s, so has a new connection, and an answer has 3.5 s. */
export const DATABASE_ANSWERS_WITHIN_MS = 5_000;

const FAULTS: Fault[] = [
  {
    name: 'PostgreSQL killed (-9)',
    quick: true,
    async strike(cluster) {
      await cluster.postgres.kill();
      await startAgain(cluster);
    },
  },
  {
    name: 'PostgreSQL restarted in order',
    async strike(cluster) {
      await cluster.postgres.stop();
      await startAgain(cluster);
    },
  },
  {
    name: 'PostgreSQL gone for 15 s',
    async strike(cluster) {
      await cluster.postgres.kill();
      await seconds(15);
      await startAgain(cluster);
    },
  },
  {
    name: 'PostgreSQL frozen for 15 s (SIGSTOP)',
    async strike({ postgres }) {
      await postgres.freeze();
      await seconds(15);
      await postgres.thaw();
    },
  },
  ...networkFaults('PostgreSQL', 'postgres', 10),
];

/** Requests fail meanwhile, and each is told so in time. */
export const POSTGRES = FAULTS.map((fault) => ({ ...fault, answersWithinMs: DATABASE_ANSWERS_WITHIN_MS }));

/** Where it was, or on another port, as the cores need not know. */
export async function startAgain(
  { postgres, proxies }: Cluster,
  environment: Record<string, string> = {},
): Promise<void> {
  await postgres.restart(environment);
  proxies.postgres.targetPort = postgres.port;
}
