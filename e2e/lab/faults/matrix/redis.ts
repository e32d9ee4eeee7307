import { seconds, type Fault } from '../fault.js';
import { networkFaults } from './network.js';

/** Redis is waited for 150 ms, and not at all by who comes next; the rest is for processors that everything here shares. */
const ANSWERS_WITHIN_MS = 3_000;

const FAULTS: Fault[] = [
  {
    name: 'Redis killed (-9) and started again',
    quick: true,
    async strike({ redis }) {
      await redis.kill();
      await seconds(2);
      await redis.restart();
    },
  },
  {
    name: 'Redis gone for 15 s',
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

/** Nobody notices that Redis is away, not even by how long an answer takes. */
export const REDIS = FAULTS.map((fault) => ({
  ...fault,
  failsNothing: true,
  answersWithinMs: ANSWERS_WITHIN_MS,
}));
