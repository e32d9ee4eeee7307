import type { Core } from '../../../support/programs/core.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { until } from '../../../support/until.js';
import { REDELIVERED_WITHIN_SECONDS, seconds, type Fault } from '../fault.js';
import { LoadGenerator } from '../load-generator.js';

const ROUNDS = 3;
const CLIENTS = 50;
const KILLS = 20;
const SHORTEST_LIFE_SECONDS = 0.5;
const LONGEST_LIFE_SECONDS = 1.5;

export const CORES: Fault[] = [
  { name: 'none', failsNothing: true, respondsWithinMs: 3_000, strike: () => seconds(5) },
  {
    name: 'each core killed (-9) in turn',
    quick: true,
    endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
    async strike(deployment) {
      for (const index of deployment.cores.keys()) await deployment.restartCore(index, 'SIGKILL');
    },
  },
  {
    name: 'all cores killed (-9) at once',
    endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
    strike: (deployment) =>
      Promise.all([...deployment.cores.keys()].map((index) => deployment.restartCore(index, 'SIGKILL'))),
  },
  {
    name: `kill storm: a core killed (-9) about every second, ${KILLS} times`,
    endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
    async strike(deployment) {
      for (let kills = 0; kills < KILLS; kills += 1) {
        await seconds(SHORTEST_LIFE_SECONDS + Math.random() * (LONGEST_LIFE_SECONDS - SHORTEST_LIFE_SECONDS));
        await deployment.restartCore(kills % deployment.cores.length, 'SIGKILL');
      }
    },
  },
  {
    name: 'each core replaced in turn (SIGTERM)',
    quick: true,
    failsNothing: true,
    strike: replaceInTurn,
  },
  {
    name: `each core replaced in turn, ${ROUNDS} times, under the load of ${CLIENTS} more clients`,
    failsNothing: true,
    async strike(deployment) {
      const load = new LoadGenerator(CLIENTS, () =>
        deployment.http.post('/api/v1/note', { content: 'a note of many' }),
      );
      for (let round = 0; round < ROUNDS; round += 1) await replaceInTurn(deployment);
      await load.stop();
      for (const failure of load.failures) throw new Error(`a client received ${failure}`);
      if (load.rejected > 0) throw new Error(`${load.rejected} requests were rejected`);
    },
  },
  {
    name: 'a core frozen for 10 s (SIGSTOP)',
    async strike({ core }) {
      core.process.signal('SIGSTOP');
      await seconds(10);
      core.process.signal('SIGCONT');
    },
  },
];

/** A rolling update: the next core ends once the new one receives requests. */
async function replaceInTurn(deployment: RunningDeployment): Promise<void> {
  for (const index of deployment.cores.keys()) {
    await deployment.restartCore(index, 'SIGTERM');
    await until('Caddy sends it requests', () => hasRequests(deployment.cores[index]));
  }
}

const hasRequests = (core: Core | undefined) =>
  core?.log().some(({ route }) => String(route).startsWith('/api/')) === true;
