import { seconds, type Fault } from '../fault.js';
import { silent } from './network.js';

export const REDIS: Fault[] = [
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
  { name: 'the network to Redis silent for 15 s', strike: ({ proxies }) => silent(proxies.redis, 15) },
  { name: 'Redis emptied (FLUSHALL)', strike: ({ redis }) => redis.flush() },
];
