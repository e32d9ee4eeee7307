import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Server {
  address: string;
  /** From the start of the process to its first answer. */
  startMs: number;
  /** Resident memory now. */
  memoryMiB(): number;
  stop(): Promise<void>;
}

/** Starts a server as a process of its own and waits until it answers. */
export async function startServer(nodeArguments: string[], databaseUrl: string): Promise<Server> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, nodeArguments, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      NOTE_ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      // Limits are on, as in production, and so high that the load of one address passes.
      RATELIMIT_RPS: '1000000',
      LOG_FORMAT: 'json',
    },
  });
  const address = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const entry: { message?: string; address?: string } = JSON.parse(line);
      if (entry.message === 'core listens' && entry.address !== undefined) resolve(entry.address);
    });
    child.once('exit', (code) => reject(new Error(`${nodeArguments.join(' ')} ended with ${code}`)));
  });
  await fetch(`${address}/api/ping`);
  const startMs = Math.round(performance.now() - startedAt);
  return {
    address,
    startMs,
    memoryMiB: () => Math.round(residentKiB(child.pid) / 1_024),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function residentKiB(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
