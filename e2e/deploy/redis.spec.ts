import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { Program } from './program.js';

const run = promisify(execFile);
const PASSWORD = 'only-for-this-test';

describe('Redis as we configure it', () => {
  let folder: string;
  let port: number;
  let server: Program;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-redis-'));
    port = await freePort();
    const file = join(folder, 'redis.conf');
    const here = [
      `include ${resolve('infra/redis/redis.conf')}`,
      `dir ${folder}`,
      `port ${port}`,
      'bind 127.0.0.1',
    ];
    await writeFile(file, here.join('\n'));
    server = await Program.start(['infra/redis/start.sh', file], { REDIS_PASSWORD: PASSWORD });
    await until('Redis answers', isUp);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const cli = async (...parameters: string[]): Promise<string> => {
    const { stdout } = await run('redis-cli', ['-p', String(port), ...parameters], {
      env: { ...process.env, REDISCLI_AUTH: PASSWORD },
    });
    return stdout.trim();
  };
  const isUp = () =>
    asUser('PING').then(
      (answer) => answer === 'PONG',
      () => false,
    );
  const asUser = (...command: string[]) => cli('--user', 'onasty', ...command);

  it('knows nobody without a password', async () => {
    const { stdout } = await run('redis-cli', ['-p', String(port), 'PING']);
    expect(stdout).toContain('NOAUTH');
  });

  it('does what limits and short-lived states need', async () => {
    expect(await asUser('SET', 'key', '1', 'PX', '60000')).toBe('OK');
    expect(await asUser('EVAL', "return redis.call('INCR', KEYS[1])", '1', 'key')).toBe('2');
    expect(await asUser('GETDEL', 'key')).toBe('2');
    expect(await asUser('INFO', 'server')).toContain('redis_version');
  });

  it.each([['FLUSHALL'], ['CONFIG', 'GET', '*'], ['KEYS', '*'], ['SHUTDOWN'], ['SAVE'], ['ACL', 'LIST']])(
    'refuses %s',
    async (...command) => {
      expect(await asUser(...command)).toContain('NOPERM');
    },
  );

  it('shows its password to nobody who lists processes', () => {
    expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(PASSWORD);
  });

  it('is bounded, drops what ends first, and writes nothing to a disk', async () => {
    const memory = await asUser('INFO', 'memory');
    expect(memory).toContain('maxmemory:67108864');
    expect(memory).toContain('maxmemory_policy:volatile-ttl');
    expect(await asUser('INFO', 'persistence')).toContain('aof_enabled:0');
    await server.stop();
    expect(server.lines.join('\n')).not.toMatch(/saving the final rdb/i);
  });
});
