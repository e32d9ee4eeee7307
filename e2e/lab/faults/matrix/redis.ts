import { seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

/** Redis has a timeout of 150 ms; the rest is for processors that all processes here share. */
const RESPONDS_WITHIN_MS = 3_000;

const FAULTS: Fault[] = [
  {
    name: 'Redis killed (-9) and restarted',
    quick: true,
    async strike({ redis }) {
      await redis.kill();
      await seconds(2);
      await redis.restart();
    },
  },
  {
    name: 'Redis down for 15 s',
    async strike({ redis }) {
      await redis.kill();
      await seconds(15);
      await redis.restart();
    },
  },
  {
    name: 'Redis frozen for 15 s (SIGSTOP)',
    async strike({ redis }) {
      await redis.freeze();
      await seconds(15);
      redis.thaw();
    },
  },
  ...networkFaults('Redis', 'redis', 10),
  { name: 'Redis emptied (FLUSHALL)', strike: ({ redis }) => redis.flush() },
];

/** No client notices that Redis is unavailable, not even by latency. */
export const REDIS = FAULTS.map((fault) => ({
  ...fault,
  failsNothing: true,
  respondsWithinMs: RESPONDS_WITHIN_MS,
}));
