import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { z } from 'zod';
import { call, type Call } from './call.js';

const createdNote = z.object({ slug: z.string() });

export interface Measured {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export interface Created extends Measured {
  slugs: string[];
}

/** Creates `amount` sealed notes. */
export async function loadCreate(
  address: string,
  connections: number,
  amount: number,
  body: string,
): Promise<Created> {
  const create: Call = { path: '/api/v1/note', body, expects: 201 };
  const responses: string[] = [];
  const createOne = async (agent: Agent) => responses.push(await call(address, create, agent));
  const measured = await run(
    connections,
    Array.from({ length: amount }, () => createOne),
  );
  return { ...measured, slugs: responses.map((text) => createdNote.parse(JSON.parse(text)).slug) };
}

/** Reads each of these notes once. */
export function loadView(
  address: string,
  connections: number,
  slugs: readonly string[],
  password: string,
  readKeys: readonly string[] = slugs.map(randomReadKey),
): Promise<Measured> {
  return loadNotes(address, connections, slugs, readKeys, {
    path: 'view',
    body: JSON.stringify({ password }),
    expects: 200,
  });
}

/** Acknowledges each of these reads once. */
export function loadAcknowledge(
  address: string,
  connections: number,
  slugs: readonly string[],
  readKeys: readonly string[],
): Promise<Measured> {
  return loadNotes(address, connections, slugs, readKeys, { path: 'ack', expects: 204 });
}

export const randomReadKey = (): string => randomBytes(32).toString('base64url');

/** Sends a request about each note. */
function loadNotes(
  address: string,
  connections: number,
  slugs: readonly string[],
  readKeys: readonly string[],
  one: Call,
): Promise<Measured> {
  const calls = slugs.map((slug, index): Call => ({
    ...one,
    path: `/api/v1/note/${slug}/${one.path}`,
    headers: { 'idempotency-key': String(readKeys[index]) },
  }));
  return run(
    connections,
    calls.map((each) => (agent) => call(address, each, agent)),
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
