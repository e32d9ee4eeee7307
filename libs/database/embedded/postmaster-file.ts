import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from './run.js';

export interface Postmaster {
  pid: number;
  port: number;
}

const ANSWER_TRIES = 50;
const ANSWER_PAUSE_MS = 100;

/** The server that `postmaster.pid` names, if that process runs and is a PostgreSQL at all. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(fileOf(cluster), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return (await isPostgres(pid)) ? { pid, port: Number(lines[3] ?? 0) } : null;
}

/** After a crash the number of the old server may belong to another program, and PostgreSQL would then not start. */
export async function forgetStalePostmaster(cluster: string): Promise<void> {
  if ((await findPostmaster(cluster)) === null) await rm(fileOf(cluster), { force: true });
}

/**
 * The port of a server that runs and takes connections. One that was just killed may look alive for a moment, so it is
 * asked, until it answers or is gone.
 */
export async function findAnsweringPort(cluster: string): Promise<number | null> {
  for (let tries = 0; tries < ANSWER_TRIES; tries += 1) {
    const postmaster = await findPostmaster(cluster);
    if (postmaster === null) return null;
    if (postmaster.port > 0 && (await accepts(postmaster.port))) return postmaster.port;
    await setTimeout(ANSWER_PAUSE_MS);
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
  // A killed server stays in the table of processes, as a zombie (Z), until somebody has asked for its exit code.
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (state !== null) return /^\d+ \(postgres\) [^ZX]/.test(state);
  if (process.platform === 'linux') return false;
  const { exitCode, output } = await run('ps', ['-o', 'comm=', '-p', String(pid)], null);
  return exitCode === 0 && output.includes('postgres');
}
