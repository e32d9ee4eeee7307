import { seconds, type Fault } from '../fault.js';

/** The deployment under test has only one Caddy, so that requests fail or wait for it. */
export const ENTRANCE: Fault[] = [
  {
    name: 'Caddy killed (-9) and restarted',
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
