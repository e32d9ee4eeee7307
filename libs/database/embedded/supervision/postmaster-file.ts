import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from '../run.js';

export interface Postmaster {
  pid: number;
  port: number;
}

const CONNECT_ATTEMPTS = 50;
const CONNECT_PAUSE_MS = 100;

/** Returns the server in `postmaster.pid` if that process is a running PostgreSQL. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(fileOf(cluster), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return (await isPostgres(pid)) ? { pid, port: Number(lines[3] ?? 0) } : null;
}

/** Deletes a stale file: after a crash its PID may belong to another program, and PostgreSQL would not start. */
export async function forgetStalePostmaster(cluster: string): Promise<void> {
  if ((await findPostmaster(cluster)) === null) await rm(fileOf(cluster), { force: true });
}

/** Returns the port of a running server once it accepts connections. A killed server may look alive for a moment. */
export async function findListeningPort(cluster: string): Promise<number | null> {
  for (let tries = 0; tries < CONNECT_ATTEMPTS; tries += 1) {
    const postmaster = await findPostmaster(cluster);
    if (postmaster === null) return null;
    if (postmaster.port > 0 && (await accepts(postmaster.port))) return postmaster.port;
    await setTimeout(CONNECT_PAUSE_MS);
  }
  return null;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid');

async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // A killed server remains a zombie (Z) until its parent has read its exit code.
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (state !== null) return /^\d+ \(postgres\) [^ZX]/.test(state);
  if (process.platform === 'linux') return false;
  const { exitCode, output } = await run('ps', ['-o', 'comm=', '-p', String(pid)], null);
  return exitCode === 0 && output.includes('postgres');
}
