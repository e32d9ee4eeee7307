import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Measured {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

interface Call {
  path: string;
  body: string;
  headers?: Record<string, string>;
}

/** Creates as many sealed notes as are asked for, over so many connections. */
export function loadCreate(
  address: string,
  connections: number,
  amount: number,
  body: string,
): Promise<Measured> {
  return run(
    address,
    connections,
    Array.from({ length: amount }, () => ({ path: '/api/v1/note', body })),
    201,
  );
}

/** Reads each of these notes once, over so many connections. */
export function loadView(
  address: string,
  connections: number,
  slugs: string[],
  password: string,
): Promise<Measured> {
  const body = JSON.stringify({ password });
  const calls = slugs.map((slug) => ({
    path: `/api/v1/note/${slug}/view`,
    body,
    headers: { 'idempotency-key': randomBytes(32).toString('base64url') },
  }));
  return run(address, connections, calls, 200);
}

/** Each connection makes one call after the other, until all are made. */
async function run(address: string, connections: number, calls: Call[], status: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = calls.values();
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const one of waiting) {
        const calledAt = performance.now();
        await call(address, one, agent, status);
        latenciesMs.push(performance.now() - calledAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? NaN;
  return { requestsPerSecond: calls.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Rejects any other answer than the expected one: a quick error must not count as a quick answer. */
function call(address: string, { path, body, headers }: Call, agent: Agent, status: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${address}${path}`,
      {
        method: 'POST',
        agent,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        if (answer.statusCode !== status) reject(new Error(`${path} answered ${answer.statusCode}`));
        answer.resume().once('end', resolve);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
