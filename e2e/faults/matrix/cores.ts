import { seconds, type Fault } from '../fault.js';

export const CORES: Fault[] = [
  { name: 'nothing', strike: () => seconds(5) },
  {
    name: 'each core killed (-9) in turn',
    quick: true,
    async strike(cluster) {
      for (const index of cluster.cores.keys()) await cluster.restartCore(index, 'SIGKILL');
    },
  },
  {
    name: 'all cores killed (-9) at once',
    strike: (cluster) =>
      Promise.all([...cluster.cores.keys()].map((index) => cluster.restartCore(index, 'SIGKILL'))),
  },
  {
    name: 'each core replaced in turn (SIGTERM)',
    quick: true,
    async strike(cluster) {
      for (const index of cluster.cores.keys()) await cluster.restartCore(index, 'SIGTERM');
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
