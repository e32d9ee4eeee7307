import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';

export interface Postmaster {
  pid: number;
  port: number;
}

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

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid');

async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null);
  if (name !== null) return name.trim() === 'postgres';
  if (process.platform === 'linux') return false;
  const { exitCode, output } = await run('ps', ['-o', 'comm=', '-p', String(pid)], null);
  return exitCode === 0 && output.includes('postgres');
}
