import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CORE_COMMAND } from '../../../support/programs/core-command.js';
import { freePort } from '../../../support/free-port.js';
import { startServer, type Server } from '../server.js';

export interface Contestant {
  kind: ServerKind;
  /** Such as `20.20.2`. */
  nodeVersion: string;
  server: Server;
  /** Requests since its start. */
  requests: number;
}

export type ServerKind = keyof typeof COMMANDS;

const COMMANDS = {
  minimal: ['e2e/lab/bench/minimal-server.mjs'],
  bare: ['--conditions=source', '--import=tsx', 'e2e/lab/bench/bare-server.ts'],
  core: CORE_COMMAND,
};

export const SERVER_KINDS = ['minimal', 'bare', 'core'] as const satisfies ServerKind[];

/** Starts each kind of server, core with metrics, once on each of these programs of Node.js. */
export async function startContestants(
  nodePrograms: readonly string[],
  databaseUrl: string,
): Promise<Contestant[]> {
  const started: Contestant[] = [];
  for (const node of nodePrograms) {
    const nodeVersion = (await promisify(execFile)(node, ['--version'])).stdout.trim().replace('v', '');
    for (const kind of SERVER_KINDS) {
      const environment = { METRICS_PORT: String(await freePort()) };
      const server = await startServer(COMMANDS[kind], databaseUrl, environment, node);
      started.push({ kind, nodeVersion, server, requests: 0 });
    }
  }
  return started;
}
