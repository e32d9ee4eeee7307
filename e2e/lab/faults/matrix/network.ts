import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { seconds, type Fault } from '../fault.js';

const SLOW_MS = 100;
const CUTS = 10;

/**
 * Injected faults on the network between the programs and one backing service.
 *
 * @param silentSeconds length of the silence, and time for half-open connections to be noticed
 */
export function networkFaults(
  name: string,
  server: keyof RunningDeployment['proxies'],
  silentSeconds: number,
): Fault[] {
  return [
    {
      name: `network to ${name} silent for ${silentSeconds} s`,
      async strike({ proxies: { [server]: proxy } }) {
        proxy.set('silent');
        await seconds(silentSeconds);
        proxy.set('passes');
      },
    },
    {
      name: `network to ${name} slow for 10 s (${SLOW_MS} ms each way)`,
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
      name: `connections to ${name} half open`,
      async strike({ proxies: { [server]: proxy } }) {
        proxy.abandon();
        await seconds(silentSeconds);
      },
    },
  ];
}
