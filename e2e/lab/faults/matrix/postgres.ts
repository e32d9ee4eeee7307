import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

/** Timeouts: 2 s for a pooled or new connection, 3.5 s for a query. */
export const DATABASE_RESPONDS_WITHIN_MS = 5_000;

const FAULTS: Fault[] = [
  {
    name: 'PostgreSQL killed (-9)',
    quick: true,
    async strike(deployment) {
      await deployment.postgres.kill();
      await restartPostgres(deployment);
    },
  },
  {
    name: 'PostgreSQL restarted gracefully',
    async strike(deployment) {
      await deployment.postgres.stop();
      await restartPostgres(deployment);
    },
  },
  {
    name: 'PostgreSQL down for 15 s',
    async strike(deployment) {
      await deployment.postgres.kill();
      await seconds(15);
      await restartPostgres(deployment);
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

/** Requests fail, each within its time. */
export const POSTGRES = FAULTS.map((fault) => ({ ...fault, respondsWithinMs: DATABASE_RESPONDS_WITHIN_MS }));

/** Restarts PostgreSQL, maybe on another port, behind the same proxy. */
export async function restartPostgres(
  { postgres, proxies }: RunningDeployment,
  environment: Record<string, string> = {},
): Promise<void> {
  await postgres.restart(environment);
  proxies.postgres.targetPort = postgres.port;
}
