import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfiguredRedis } from '../../deploy/testing/configured-redis.js';

const PASSWORD = 'only-for-this-test';

describe('Redis as we configure it', () => {
  let redis: ConfiguredRedis;
  beforeAll(async () => {
    redis = await ConfiguredRedis.start(PASSWORD);
  });
  afterAll(() => redis.stop());

  it('knows nobody without a password', async () => {
    expect(await redis.asStranger('PING')).toContain('NOAUTH');
  });

  it('does what limits and short-lived states need', async () => {
    expect(await redis.asUser('SET', 'key', '1', 'PX', '60000')).toBe('OK');
    expect(await redis.asUser('EVAL', "return redis.call('INCR', KEYS[1])", '1', 'key')).toBe('2');
    expect(await redis.asUser('GETDEL', 'key')).toBe('2');
    expect(await redis.asUser('INFO', 'server')).toContain('redis_version');
  });

  it.each([['FLUSHALL'], ['CONFIG', 'GET', '*'], ['KEYS', '*'], ['SHUTDOWN'], ['SAVE'], ['ACL', 'LIST']])(
    'refuses %s',
    async (...command) => {
      expect(await redis.asUser(...command)).toContain('NOPERM');
    },
  );

  it('shows its password to nobody who lists processes', () => {
    expect(readFileSync(`/proc/${redis.program.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
  });

  it('is bounded, drops what ends first, and writes nothing to a disk', async () => {
    const memory = await redis.asUser('INFO', 'memory');
    expect(memory).toContain('maxmemory:134217728');
    expect(memory).toContain('maxmemory_policy:volatile-ttl');
    expect(await redis.asUser('INFO', 'persistence')).toContain('aof_enabled:0');
    await redis.program.stop();
    expect(redis.program.lines.join('\n')).not.toMatch(/saving the final rdb/i);
  });
});
