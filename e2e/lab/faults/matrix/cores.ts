import type { Core } from '../../../support/core.js';
import { until } from '../../../support/until.js';
import type { Cluster } from '../cluster.js';
import { Crowd } from '../crowd.js';
import { REDELIVERED_WITHIN_SECONDS, seconds, type Fault } from '../fault.js';

const ROUNDS = 3;
const CALLERS = 50;

export const CORES: Fault[] = [
  { name: 'nothing', failsNothing: true, answersWithinMs: 3_000, strike: () => seconds(5) },
  {
    name: 'each core killed (-9) in turn',
    quick: true,
    endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
    async strike(cluster) {
      for (const index of cluster.cores.keys()) await cluster.restartCore(index, 'SIGKILL');
    },
  },
  {
    name: 'all cores killed (-9) at once',
    endsWithinSeconds: REDELIVERED_WITHIN_SECONDS,
    strike: (cluster) =>
      Promise.all([...cluster.cores.keys()].map((index) => cluster.restartCore(index, 'SIGKILL'))),
  },
  {
    name: 'each core replaced in turn (SIGTERM)',
    quick: true,
    failsNothing: true,
    strike: replaceInTurn,
  },
  {
    name: `each core replaced in turn, ${ROUNDS} times over, while ${CALLERS} more ask without a pause`,
    failsNothing: true,
    async strike(cluster) {
      const callers = new Crowd(CALLERS, () => cluster.http.post('/api/v1/note', { content: 'one of many' }));
      for (let round = 0; round < ROUNDS; round += 1) await replaceInTurn(cluster);
      await callers.leave();
      for (const fault of callers.faults) throw new Error(`a caller was told ${fault}`);
      if (callers.refused > 0) throw new Error(`${callers.refused} requests of callers were refused`);
    },
  },
  {
    name: 'a core frozen for 10 s (SIGSTOP)',
    async strike({ cores: [core] }) {
      core?.process.signal('SIGSTOP');
      await seconds(10);
      core?.process.signal('SIGCONT');
    },
  },
];

/** As a rolling update does: the next one ends when the one before has work again. */
async function replaceInTurn(cluster: Cluster): Promise<void> {
  for (const index of cluster.cores.keys()) {
    await cluster.restartCore(index, 'SIGTERM');
    await until('Caddy sends it requests', () => hasWork(cluster.cores[index]));
  }
}

const hasWork = (core: Core | undefined) =>
  core?.log().some(({ route }) => String(route).startsWith('/api/')) === true;
