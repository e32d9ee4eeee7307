import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppLogger } from '#libs/observability';
import type { EmbeddedPostgresError } from '../embedded-postgres.error.js';
import { ServerLog } from './server-log.js';
import { Supervisor, type SupervisedServer } from './supervisor.js';

const FULL = 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device';

let folder: string;
let log: ServerLog;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onasty-supervisor-'));
  log = new ServerLog(join(folder, 'server.log'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Server that does not start a number of times, each with a line in its log. */
class FailingServer implements SupervisedServer {
  isUp = true;
  restarts = 0;
  readonly log = log;

  constructor(
    private readonly failures: number,
    private readonly line: string,
  ) {}

  async isRunning(): Promise<boolean> {
    return this.isUp;
  }

  async restart(): Promise<void> {
    this.restarts += 1;
    if (this.restarts <= this.failures) {
      await appendFile(log.path, `2026-01-01 00:00:00.000 UTC [7] ${this.line}\n`);
      throw new Error('pg_ctl: could not start server');
    }
    this.isUp = true;
  }
}

function supervise(server: SupervisedServer) {
  const lines: { message: string; cause?: unknown }[] = [];
  const add = (fields: object, message: string) => void lines.push({ ...fields, message });
  const logger: AppLogger = { info: add, warn: add, error: add };
  const failures: EmbeddedPostgresError[] = [];
  const onFailure = (error: EmbeddedPostgresError) => void failures.push(error);
  const supervisor = new Supervisor(server, { logger, onFailure, pollEveryMs: 1 });
  supervisor.start();
  return { supervisor, lines, failures };
}

describe('Supervisor', () => {
  it('restarts a killed server and watches it again', async () => {
    const server = new FailingServer(0, '');
    const { supervisor, lines } = supervise(server);
    for (const restarts of [1, 2]) {
      server.isUp = false;
      await expect.poll(() => server.restarts).toBe(restarts);
      await expect.poll(() => server.isUp).toBe(true);
    }
    await supervisor.stop();
    expect(lines[0]).toMatchObject({ cause: expect.stringContaining('killed') });
    expect(lines[1]).toEqual({ message: 'embedded PostgreSQL restarted' });
  });

  it('retries on a full disk for as long as it takes', async () => {
    const server = new FailingServer(8, FULL);
    server.isUp = false;
    const { supervisor, lines, failures } = supervise(server);
    await expect.poll(() => server.isUp, { timeout: 10_000 }).toBe(true);
    await supervisor.stop();
    expect(failures).toEqual([]);
    expect(lines[1]).toMatchObject({
      cause: expect.stringContaining('No space left on device'),
      remedy: 'free space on the disk of DATA_DIR',
    });
  });

  it('stops retrying a server that does not start for another reason', async () => {
    const server = new FailingServer(Infinity, 'FATAL:  could not load server certificate file');
    server.isUp = false;
    const { supervisor, failures } = supervise(server);
    await expect.poll(() => failures.length).toBe(1);
    await supervisor.stop();
    expect(failures[0]?.message).toBe(
      `embedded PostgreSQL: it does not restart (could not load server certificate file): see ${log.path}`,
    );
  });

  it('stops between attempts', async () => {
    const server = new FailingServer(Infinity, FULL);
    server.isUp = false;
    const { supervisor, failures } = supervise(server);
    await expect.poll(() => server.restarts).toBeGreaterThan(0);
    await supervisor.stop();
    expect(failures).toEqual([]);
  });
});

describe('ServerLog', () => {
  it('finds no reason in lines of an earlier run', async () => {
    await writeFile(log.path, `${FULL}\n`);
    expect(await log.reasonSince(0)).toContain('No space left on device');
    expect(await log.reasonSince(await log.length())).toBeNull();
  });

  it('rotates above ten megabytes', async () => {
    await writeFile(log.path, 'short');
    await log.rotate();
    expect(await readdir(folder)).toEqual(['server.log']);
    await writeFile(log.path, Buffer.alloc(10_000_001));
    await log.rotate();
    const sizes = ['server.log', 'server.log.1'].map(async (name) => (await stat(join(folder, name))).size);
    expect(await Promise.all(sizes)).toEqual([0, 10_000_001]);
  });
});
