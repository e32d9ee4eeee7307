import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** Fake nats-server that prints its version, or its configuration and arguments. */
const SERVER = `#!/bin/sh
[ "$1" = --version ] && { echo "nats-server: v$VERSION"; exit; }
cat "$2" "$(dirname "$2")/version.conf"; shift 2; echo "$@" "core: $NATS_CORE_PASSWORD"`;

describe('NATS start script', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-nats-start-'));
    await writeFile(join(folder, 'nats-server'), SERVER, { mode: 0o755 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const started = async (version: string, more: Record<string, string> = {}): Promise<string> => {
    const PATH = `${folder}${delimiter}${process.env['PATH']}`;
    const env = { PATH, VERSION: version, TMPDIR: folder, ...more };
    return (await run('infra/nats/start.sh', ['--port', '1'], { env })).stdout;
  };

  it.each(['2.9.10', '2.9.25'])('omits settings that %s rejects', async (version) => {
    expect(await started(version)).not.toMatch(/^sync_interval/m);
  });

  it.each(['2.10.0', '2.10.29', '2.12.1', '3.0.0'])(
    'configures %s to flush messages to disk before it acknowledges them',
    async (version) => {
      expect(await started(version)).toMatch(/^sync_interval: always$/m);
    },
  );

  it.each([
    ['nats://core:simple@nats:4222', 'simple'],
    ['nats://core:p%2Fss%40%25@nats:4222', 'p/ss@%'],
    ['tls://core:%e2%82%ac@nats', '€'],
  ])('takes the password of %s as core does', async (url, password) => {
    expect(await started('2.12.1', { NATS_CORE_URL: url })).toContain(`core: "${password}"`);
  });

  it('passes the remaining configuration and its arguments to nats-server', async () => {
    const text = await started('2.12.1');
    expect(text).toContain(await readFile('infra/nats/nats.conf', 'utf8'));
    expect(text).toContain('--port 1');
  });
});
