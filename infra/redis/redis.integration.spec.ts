import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfiguredRedis } from '../../deploy/testing/configured-redis.js';

const PASSWORD = 'only-for-this-test';

describe('Redis configuration', () => {
  let redis: ConfiguredRedis;
  beforeAll(async () => {
    redis = await ConfiguredRedis.start(PASSWORD);
  });
  afterAll(() => redis.stop());

  it('requires a password', async () => {
    expect(await redis.asStranger('PING')).toContain('NOAUTH');
  });

  it('permits the commands that rate limits and one-time values need', async () => {
    expect(await redis.asUser('SET', 'key', '1', 'PX', '60000')).toBe('OK');
    expect(await redis.asUser('EVAL', "return redis.call('INCR', KEYS[1])", '1', 'key')).toBe('2');
    expect(await redis.asUser('GETDEL', 'key')).toBe('2');
    expect(await redis.asUser('INFO', 'server')).toContain('redis_version');
  });

  it.each([['FLUSHALL'], ['CONFIG', 'GET', '*'], ['KEYS', '*'], ['SHUTDOWN'], ['SAVE'], ['ACL', 'LIST']])(
    'rejects %s',
    async (...command) => {
      expect(await redis.asUser(...command)).toContain('NOPERM');
    },
  );

  it('hides the password from the process list', () => {
    expect(readFileSync(`/proc/${redis.program.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
  });

  it('bounds memory, evicts keys that expire first, and writes nothing to disk', async () => {
    const memory = await redis.asUser('INFO', 'memory');
    expect(memory).toContain('maxmemory:134217728');
    expect(memory).toContain('maxmemory_policy:volatile-ttl');
    expect(await redis.asUser('INFO', 'persistence')).toContain('aof_enabled:0');
    await redis.program.stop();
    expect(redis.program.lines.join('\n')).not.toMatch(/saving the final rdb/i);
  });
});
