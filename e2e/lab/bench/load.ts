import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { call, type Call } from './call.js';

export interface Measured {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Creates `amount` sealed notes. */
export function loadCreate(
  address: string,
  connections: number,
  amount: number,
  body: string,
): Promise<Measured> {
  const create: Call = { path: '/api/v1/note', body, expects: 201 };
  return run(
    connections,
    Array.from({ length: amount }, () => (agent) => call(address, create, agent)),
  );
}

/** Reads each of these notes once. */
export function loadView(
  address: string,
  connections: number,
  slugs: readonly string[],
  password: string,
): Promise<Measured> {
  const body = JSON.stringify({ password });
  return run(
    connections,
    slugs.map((slug) => {
      const headers = { 'idempotency-key': randomBytes(32).toString('base64url') };
      const view: Call = { path: `/api/v1/note/${slug}/view`, body, headers, expects: 200 };
      return (agent) => call(address, view, agent);
    }),
  );
}

/** Runs the work in sequence on each connection, until all is done or one piece fails. */
export async function run(
  connections: number,
  work: readonly ((agent: Agent) => Promise<unknown>)[],
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = work.values();
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const connection = async () => {
    for (const one of waiting) {
      const calledAt = performance.now();
      await one(agent);
      latenciesMs.push(performance.now() - calledAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection)).finally(() => agent.destroy());
  const seconds = (performance.now() - startedAt) / 1_000;
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? NaN;
  return { requestsPerSecond: work.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}
