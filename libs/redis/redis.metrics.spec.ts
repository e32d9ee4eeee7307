import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { observeRedis } from './redis.metrics.js';

it.each([
  ['up', 'onasty_redis_up 1'],
  ['down', 'onasty_redis_up 0'],
] as const)('exports Redis as %s', async (redisState, sample) => {
  const registry = new Registry();
  observeRedis(registry, { redisState });
  expect(await registry.metrics()).toContain(sample);
});

it('exports no sample without Redis', async () => {
  const registry = new Registry();
  observeRedis(registry, { redisState: 'unused' });
  expect(await registry.metrics()).not.toMatch(/^onasty_redis_up/m);
});
