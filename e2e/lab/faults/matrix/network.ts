import type { Cluster } from '../cluster.js';
import { seconds, type Fault } from '../fault.js';

const SLOW_MS = 100;
const CUTS = 10;

/**
 * What networks do to the connections between cores, mailers and one of the servers that they need.
 *
 * @param name of the server
 * @param silentSeconds for how long nothing is heard of it; half-open connections are given the same time to be noticed
 */
export function networkFaults(
  name: string,
  server: keyof Cluster['proxies'],
  silentSeconds: number,
): Fault[] {
  return [
    {
      name: `the network to ${name} silent for ${silentSeconds} s`,
      async strike({ proxies: { [server]: proxy } }) {
        // Connections are taken, and nothing is heard of them, as when a machine is gone.
        proxy.set('silent');
        await seconds(silentSeconds);
        proxy.set('passes');
      },
    },
    {
      name: `the network to ${name} slow for 10 s (${SLOW_MS} ms each way)`,
      async strike({ proxies: { [server]: proxy } }) {
        proxy.delayMs = SLOW_MS;
        await seconds(10);
        proxy.delayMs = 0;
      },
    },
    {
      name: `connections to ${name} cut every second, ${CUTS} times`,
      async strike({ proxies: { [server]: proxy } }) {
        for (let times = 0; times < CUTS; times += 1) {
          proxy.cut();
          await seconds(1);
        }
      },
    },
    {
      name: `connections to ${name} half open: nobody is told that they are gone`,
      async strike({ proxies: { [server]: proxy } }) {
        proxy.abandon();
        await seconds(silentSeconds);
      },
    },
  ];
}
