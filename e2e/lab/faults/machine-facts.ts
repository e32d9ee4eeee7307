import { execFile } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';

const PATH = [process.env['PATH'], '/usr/sbin'].join(delimiter);
const VERSION = /\d+\.\d+(\.\d+)?/;

/** One line about the machine and the servers of a measurement. */
export async function machineFacts(postgresVersion: string): Promise<string> {
  const memory = `${Math.round(totalmem() / 1_024 ** 3)} GiB`;
  const versions = [
    `Node ${process.versions.node}`,
    `PostgreSQL ${versionIn(postgresVersion)}`,
    `Redis ${await versionOf('redis-server', '--version')}`,
    `NATS ${await versionOf('nats-server', '--version')}`,
    `Caddy ${await versionOf('caddy', 'version')}`,
  ];
  return `${availableParallelism()} processor cores and ${memory} shared by all; ${versions.join(', ')}`;
}

async function versionOf(program: string, asking: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [asking], { env: { PATH } });
  return versionIn(stdout);
}

const versionIn = (text: string) => VERSION.exec(text)?.[0] ?? 'unknown';
