import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../../e2e/support/servers/redis.js';

const run = promisify(execFile);
const PASSWORD = 'only-for-this-test';

it.each([
  ['redis://onasty:simple@redis:6379', 'simple'],
  ['redis://onasty:p%2Fss%40%25@redis:6379', 'p/ss@%'],
])('takes the password of %s as core does', async (url, password) => {
  const folder = await mkdtemp(join(tmpdir(), 'onasty-redis-start-'));
  await writeFile(join(folder, 'redis-server'), '#!/bin/sh\ncat', { mode: 0o755 });
  await writeFile(join(folder, 'url'), url);
  const PATH = `${folder}${delimiter}${process.env['PATH']}`;
  const { stdout } = await run('infra/redis/start.sh', [], {
    env: { PATH, REDIS_URL_FILE: join(folder, 'url') },
  });
  expect(stdout).toContain(`user onasty on >${password} ~*`);
  await rm(folder, { recursive: true });
});

describe('Redis configuration', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start(PASSWORD);
  });
  afterAll(() => redis.stop());

  /** Sends a command as the only user. */
  const asUser = async (...command: string[]) => {
    const parameters = ['-p', String(redis.port), '--user', 'onasty', ...command];
    const { stdout } = await run('redis-cli', parameters, {
      env: { ...process.env, REDISCLI_AUTH: PASSWORD },
    });
    return stdout.trim();
  };

  it('requires a password', async () => {
    expect(await redis.send('PING')).toContain('NOAUTH');
  });

  it('permits the commands that rate limits and one-time values need', async () => {
    expect(await asUser('SET', 'key', '1', 'PX', '60000')).toBe('OK');
    expect(await asUser('EVAL', "return redis.call('INCR', KEYS[1])", '1', 'key')).toBe('2');
    expect(await asUser('GETDEL', 'key')).toBe('2');
    expect(await asUser('INFO', 'server')).toContain('redis_version');
  });

  it.each([['FLUSHALL'], ['CONFIG', 'GET', '*'], ['KEYS', '*'], ['SHUTDOWN'], ['SAVE'], ['ACL', 'LIST']])(
    'rejects %s',
    async (...command) => {
      expect(await asUser(...command)).toContain('NOPERM');
    },
  );

  it('hides the password from the process list', () => {
    expect(readFileSync(`/proc/${redis.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
  });

  it('bounds memory, evicts keys that expire first, and writes nothing to disk', async () => {
    const memory = await asUser('INFO', 'memory');
    expect(memory).toContain('maxmemory:134217728');
    expect(memory).toContain('maxmemory_policy:volatile-ttl');
    expect(await asUser('INFO', 'persistence')).toContain('aof_enabled:0');
    await redis.stop();
    expect(redis.lines.join('\n')).not.toMatch(/saving the final rdb/i);
  });
});
