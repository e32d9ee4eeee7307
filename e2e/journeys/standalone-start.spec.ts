import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../libs/database/testing/test-database.js';
import { freePort } from '../support/free-port.js';
import { PATH } from '../support/program.js';
import { until } from '../support/until.js';
import { isRunning, Standalone, temporaryFolder } from '../support/programs/standalone.js';

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

async function openFolder(): Promise<Folder> {
  const folder = await temporaryFolder();
  await chmod(folder.path, 0o755);
  return folder;
}

async function endAndRemove({ process, postgresFolder }: Standalone): Promise<void> {
  await process.end('SIGTERM');
  await rm(postgresFolder, { recursive: true, force: true });
}

const NOTHING_LOST = 'no key is lost: the configured ones decrypt all stored data\n';

/** Output and errors of a command. */
async function run(dataFolder: string, name: string, ...parameters: string[]): Promise<[string, string]> {
  const command = ['dist/bundles/standalone/onasty-server.js', name, ...parameters];
  const options = { env: { PATH, DATA_DIR: dataFolder } };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, options);
  return [stdout, stderr];
}

/** Polls, because a dead process keeps its entry in /proc until it is reaped. */
const untilGone = (pid: number) => until('PostgreSQL has ended', () => !isRunning(pid));

/** Each test leaves standalone running on the shared folder for the next one. */
describe('standalone, started repeatedly on one folder', () => {
  let folder: Folder;
  let data: string;
  let standalone: Standalone;

  beforeAll(async () => {
    folder = await openFolder();
    data = join(folder.path, 'data');
    standalone = await Standalone.start(data);
  });
  afterAll(async () => {
    await endAndRemove(standalone);
    await folder.remove();
  });

  it('hides its data and secrets from other users, in a path with a space', async () => {
    expect((await stat(data)).mode & 0o067).toBe(0);
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('reports Redis and NATS as unused', async () => {
    expect(await standalone.parts()).toEqual({ database: 'up', redis: 'unused', nats: 'unused' });
  });

  it.each([
    ['accounts', 'list', ''],
    ['mail-dead', 'list', ''],
    ['keys', 'lost', NOTHING_LOST],
  ])('lets the command %s find its database', async (name, parameter, output) => {
    expect(await run(data, name, parameter)).toEqual([output, '']);
  });

  it('moves to another data folder with its unread notes', async () => {
    const slug = await standalone.createNote('moved');
    const file = join(folder.path, 'moved');
    await run(data, 'backup', file, '--with-content');
    const next = join(folder.path, 'next');
    await mkdir(next, { mode: 0o700 });
    await copyFile(join(data, 'secrets.json'), join(next, 'secrets.json'));
    expect(await run(next, 'restore', file)).toEqual([expect.stringMatching(/^restored \d+ rows/), '']);
    const moved = await Standalone.start(next);
    expect(await moved.readNote(slug)).toBe('moved');
    await endAndRemove(moved);
  });

  it('rejects a second start with one line, and the first process keeps serving', async () => {
    const startFailure = await Standalone.startFailure(data);
    expect(startFailure).toEqual([expect.stringContaining(data)]);
    const slug = await standalone.createNote('undisturbed');
    expect(await standalone.readNote(slug)).toBe('undisturbed');
  });

  it('stops PostgreSQL on SIGTERM, and has its secrets and notes after a restart', async () => {
    const secrets = await readFile(join(data, 'secrets.json'), 'utf8');
    const slug = await standalone.createNote('still here');
    const postgres = await standalone.postgresPid();
    await standalone.process.end('SIGTERM');
    // An aborted shutdown would exit with 1.
    expect(standalone.process.exitCode).toBe(0);
    await untilGone(postgres);
    // With lost keys it does not start either.
    expect(await run(data, 'keys', 'lost')).toEqual([NOTHING_LOST, '']);
    standalone = await Standalone.start(data);
    expect(await readFile(join(data, 'secrets.json'), 'utf8')).toBe(secrets);
    expect(await standalone.readNote(slug)).toBe('still here');
  });

  it('adopts the PostgreSQL that a kill -9 left running, with every acknowledged note', async () => {
    const slug = await standalone.createNote('acknowledged');
    const postgres = await standalone.postgresPid();
    await standalone.process.end('SIGKILL');
    expect(isRunning(postgres)).toBe(true);
    standalone = await Standalone.start(data);
    expect(await standalone.postgresPid()).toBe(postgres);
    expect(await standalone.readNote(slug)).toBe('acknowledged');
  });

  it('has every acknowledged note after PostgreSQL was killed as well', async () => {
    const slug = await standalone.createNote('acknowledged');
    const postgres = await standalone.postgresPid();
    await standalone.process.end('SIGKILL');
    process.kill(postgres, 'SIGKILL');
    standalone = await Standalone.start(data);
    expect(await standalone.readNote(slug)).toBe('acknowledged');
  });
});

describe('a start of standalone', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await openFolder();
  });
  afterEach(() => folder.remove());

  it('names the variable if the port is in use', async () => {
    const database = await createTestDatabase();
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, 'localhost', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const startFailure = await Standalone.startFailure(join(folder.path, 'data'), {
      HTTP_PORT: String(port),
      DATABASE_URL: database.url,
      DATABASE_REQUIRE_DURABILITY: 'false',
    });
    server.close();
    await database.drop();
    expect(startFailure).toEqual([expect.stringContaining('HTTP_PORT')]);
  });

  it.each(['/proc/onasty', '/dev/null', '/dev/null/data'])(
    'says in one sentence why it cannot use the data folder %s',
    async (path) => {
      const startFailure = await Standalone.startFailure(path);
      expect(startFailure).toEqual([expect.stringMatching(`^DATA_DIR: ${path} .+$`)]);
    },
  );

  it('serves both addresses of localhost', async () => {
    const started = await Standalone.start(join(folder.path, 'data'));
    const { port } = new URL(started.address);
    for (const host of ['127.0.0.1', '[::1]'])
      expect((await fetch(`http://${host}:${port}/health/live`)).status).toBe(200);
    await endAndRemove(started);
  });

  it('carries on if the reader of its output goes away, and stops PostgreSQL on SIGTERM', async () => {
    const data = join(folder.path, 'data');
    const port = await freePort();
    const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], DATA_DIR: data, HTTP_PORT: String(port), LOG_FORMAT: 'json' },
    });
    child.stdout.destroy();
    child.stderr.destroy();
    const isServed = () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('standalone is ready', isServed);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    const cluster = join(data, 'postgres', 'cluster', 'postmaster.pid');
    await expect(stat(cluster)).rejects.toThrow('ENOENT');
  });

  it('lists every configuration error before it creates a database', async () => {
    const data = join(folder.path, 'data');
    const startFailure = await Standalone.startFailure(data, {
      READ_LEASE: 'soon',
      RATELIMIT_ENABLED: 'flase',
    });
    expect(startFailure.map((message) => message.split(':')[0])).toEqual(['READ_LEASE', 'RATELIMIT_ENABLED']);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });

  it.runIf(process.getuid?.() === 0)(
    'works in a folder that the user of PostgreSQL cannot enter',
    async () => {
      const closed = join(folder.path, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const started = await Standalone.start(join(closed, 'data'));
      expect(started.postgresFolder).not.toContain(closed);
      expect(await started.readNote(await started.createNote('kept elsewhere'))).toBe('kept elsewhere');
      await endAndRemove(started);
    },
  );
});
