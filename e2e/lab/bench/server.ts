import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../support/free-port.js';

const POLL_MS = 10;
export const BENCH_KEY = `bench:${Buffer.alloc(32, 1).toString('base64')}`;

export interface Server {
  address: string;
  pid: number;
  /** Time from the start of the process to its first response. */
  startMs: number;
  /** Resident memory now. */
  memoryMiB(): number;
  stop(): Promise<void>;
}

/**
 * Starts a server as a process and waits until it responds. Its log goes to a file, which does not slow the load.
 *
 * @param further environment variables
 * @param node program of Node.js
 */
export async function startServer(
  nodeArguments: readonly string[],
  databaseUrl: string,
  further: Record<string, string> = {},
  node: string = process.execPath,
): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'onasty-bench-log-'));
  const log = join(folder, 'log');
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(node, nodeArguments, {
    stdio: ['ignore', openSync(log, 'a'), 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      FRONTEND_URL: 'http://localhost:3000',
      NATS_URL: 'nats://127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
      NOTE_ENCRYPTION_KEYS: BENCH_KEY,
      MAIL_ENCRYPTION_KEYS: BENCH_KEY,
      JWT_SIGNING_KEYS: BENCH_KEY,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      // Enabled as in production, but high enough for the load of one address.
      RATELIMIT_RPS: '1000000',
      NOTE_DAILY_NOTES: '1000000000',
      NOTE_DAILY_BYTES: '1000000000000',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      ...further,
    },
  });
  await untilServing(`${address}/api/ping`, child);
  const startMs = Math.round(performance.now() - startedAt);
  return {
    address,
    pid: Number(child.pid),
    startMs,
    memoryMiB: () => Math.round(residentKiB(child.pid) / 1_024),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** @throws {Error} if the server exits before it responds */
async function untilServing(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    await setTimeout(POLL_MS);
  }
}

function residentKiB(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
