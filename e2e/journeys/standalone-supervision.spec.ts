import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Standalone, temporaryFolder } from '../support/programs/standalone.js';
import { until } from '../support/until.js';

const RECOVERS_WITHIN_MS = 60_000;
/** Little more than a new database takes. */
const DISK_MIB = 90;
const LARGE_NOTE = randomBytes(675_000).toString('base64');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let standalone: Standalone | null = null;

beforeEach(async () => {
  folder = await temporaryFolder();
  await chmod(folder.path, 0o755);
});
afterEach(async () => {
  await standalone?.process.end('SIGTERM');
  await folder.remove();
});

const isReady = async () => (await fetch(`${standalone?.address}/health/ready`)).ok;
const logged = (message: string) => standalone?.process.log().find((line) => line['message'] === message);

it('restarts a PostgreSQL that was killed, keeps its notes and logs why', async () => {
  standalone = await Standalone.start(join(folder.path, 'data'));
  const slug = await standalone.createNote('still here');
  process.kill(await standalone.postgresPid(), 'SIGKILL');
  await until(
    'it was restarted',
    () => logged('embedded PostgreSQL restarted') !== undefined,
    RECOVERS_WITHIN_MS,
  );
  await until('it is ready', isReady, RECOVERS_WITHIN_MS);
  expect(await standalone.readNote(slug)).toBe('still here');
  expect(logged('embedded PostgreSQL ended; restarting')).toMatchObject({
    cause: expect.stringContaining('killed'),
  });
});

it.runIf(process.getuid?.() === 0)('names a full disk, and serves again once it has space', async () => {
  const disk = join(folder.path, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0755`, 'tmpfs', disk]);
  try {
    standalone = await Standalone.start(join(disk, 'data'), { RATELIMIT_ENABLED: 'false' });
    const slug = await standalone.createNote('still here');
    await until('PostgreSQL has ended', async () => {
      await standalone?.createNote(LARGE_NOTE).catch(() => undefined);
      return logged('embedded PostgreSQL ended; restarting') !== undefined;
    });
    const ended = logged('embedded PostgreSQL ended; restarting');
    expect(ended?.['cause']).toContain('No space left on device');
    expect(ended?.['remedy']).toContain('DATA_DIR');
    execFileSync('mount', ['-o', 'remount,size=1g', disk]);
    await until('it is ready', isReady, RECOVERS_WITHIN_MS);
    expect(await standalone.readNote(slug)).toBe('still here');
    await standalone.process.end('SIGTERM');
    standalone = null;
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});
