import type { Cluster } from '../cluster.js';
import { seconds, type Fault } from '../fault.js';
import { silent } from './network.js';

export const POSTGRES: Fault[] = [
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
  {
    name: 'the network to PostgreSQL silent for 15 s',
    strike: ({ proxies }) => silent(proxies.postgres, 15),
  },
  {
    name: 'the network to PostgreSQL slow for 10 s (100 ms each way)',
    async strike({ proxies: { postgres } }) {
      postgres.delayMs = 100;
      await seconds(10);
      postgres.delayMs = 0;
    },
  },
  {
    name: 'connections to PostgreSQL cut every second, 10 times',
    async strike({ proxies }) {
      for (let times = 0; times < 10; times += 1) {
        proxies.postgres.cut();
        await seconds(1);
      }
    },
  },
];

/** Where it was, or on another port, as the cores need not know. */
export async function startAgain(
  { postgres, proxies }: Cluster,
  environment: Record<string, string> = {},
): Promise<void> {
  await postgres.restart(environment);
  proxies.postgres.targetPort = postgres.port;
}
