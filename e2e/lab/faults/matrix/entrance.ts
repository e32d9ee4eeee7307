import { seconds, type Fault } from '../fault.js';

/** The only part that there is one of in the deployment under test: while it is away, nobody is answered. */
export const ENTRANCE: Fault[] = [
  {
    name: 'Caddy killed (-9) and started again',
    async strike({ caddy }) {
      await caddy.kill();
      await seconds(2);
      await caddy.restart();
    },
  },
  {
    name: 'Caddy frozen for 10 s (SIGSTOP)',
    async strike({ caddy }) {
      caddy.freeze();
      await seconds(10);
      caddy.thaw();
    },
  },
];
