import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { z } from 'zod';
import { call } from '../call.js';
import { run } from '../load.js';
import { costOf } from './cost.js';
import type { BenchDeployment } from './bench-deployment.js';
import type { Measured } from './measured.js';
import { mapParts } from './parts.js';
import type { SealedSample } from './sealed-sample.js';

const CONNECTIONS = 64;
const createdNote = z.object({ slug: z.string(), receipt: z.string() });
/** Number of requests in `liveNote`. */
const REQUESTS = 5;

/** Sends the web UI's requests for one note: create, look, read, acknowledge, and query the receipt. */
async function liveNote(address: string, { body, accessProof }: SealedSample, agent: Agent): Promise<void> {
  const created = await call(address, { path: '/api/v1/note', body, expects: 201 }, agent);
  const { slug, receipt } = createdNote.parse(JSON.parse(created));
  const note = `/api/v1/note/${slug}`;
  await call(address, { method: 'GET', path: `${note}/meta`, expects: 200 }, agent);
  const headers = { 'idempotency-key': randomBytes(32).toString('base64url') };
  const proof = JSON.stringify({ password: accessProof });
  await call(address, { path: `${note}/view`, body: proof, headers, expects: 200 }, agent);
  await call(address, { path: `${note}/ack`, headers, expects: 204 }, agent);
  const receiptRequest = {
    method: 'GET',
    path: `${note}/receipt`,
    headers: { 'x-receipt': receipt },
    expects: 200,
  } as const;
  await call(address, receiptRequest, agent);
}

/** Measures lives of notes at full speed through both cores. */
export async function measureNoteLife(
  deployment: BenchDeployment,
  sample: SealedSample,
  amount: number,
): Promise<Measured['noteLife']> {
  const live = (agent: Agent) => liveNote(deployment.addresses[2], sample, agent);
  const { result, cost } = await costOf(deployment.meters, amount, () =>
    run(
      CONNECTIONS,
      Array.from({ length: amount }, () => live),
    ),
  );
  return { ...cost, requests: REQUESTS, perSecond: result.requestsPerSecond };
}

/** Measures lives of notes that start at a fixed rate through both cores, even if earlier ones are unfinished. */
export async function measureSteadily(
  deployment: BenchDeployment,
  sample: SealedSample,
  notesPerSecond: number,
  seconds: number,
): Promise<Measured['steady']> {
  const agent = new Agent({ keepAlive: true });
  const lives: Promise<void>[] = [];
  const amount = notesPerSecond * seconds;
  const begin = () => {
    const life = liveNote(deployment.addresses[2], sample, agent);
    // Awaited below; an unhandled rejection would end the process first.
    life.catch(() => undefined);
    lives.push(life);
  };
  const { cost } = await costOf(deployment.meters, amount, async () => {
    const startedAt = performance.now();
    while (lives.length < amount) {
      const due = Math.min(amount, ((performance.now() - startedAt) / 1_000) * notesPerSecond);
      while (lives.length < due) begin();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(lives);
  });
  agent.destroy();
  return { notesPerSecond, processors: mapParts((part) => (cost.cpuMs[part] / 1_000) * notesPerSecond) };
}
