import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFormatted } from '../../../../scripts/write-formatted.js';
import { PARTS } from './parts.js';

const perPart = z.record(z.enum(PARTS), z.number());

const cost = z.object({
  /** Milliseconds of processor time. */
  cpuMs: perPart,
  /** What PostgreSQL writes to its log. */
  walBytes: z.number(),
  redisCommands: z.number(),
  /** What JetStream stores. */
  messages: z.number(),
});

const requestFigures = z.object({
  request: z.enum(['create', 'read']),
  connections: z.number(),
  cores: z.union([z.literal(1), z.literal(2)]),
  requestsPerSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Of each request. */
  cpuMs: perPart,
});

/** What `npm run bench -- cluster` found. */
const measuredSchema = z.object({
  /** On what it was taken. */
  machine: z.string(),
  /** Whether PostgreSQL's shared memory was in huge pages, which decides what many notes cost where page faults are slow. */
  hugePages: z.boolean(),
  /** How many notes were stored. */
  stored: z.object({ few: z.number(), many: z.number() }),
  requests: z.array(requestFigures),
  /** Of each part, under load. */
  memoryMiB: perPart,
  /** Requests per second with many notes stored, as a part of those with few. */
  manyToFew: z.object({ create: z.number(), read: z.number() }),
  /** A note from its creation to its erasure, over 64 connections. */
  noteLife: cost.extend({ requests: z.number(), perSecond: z.number() }),
  /** A sign-up until its mail is delivered. */
  signUp: cost,
  /** Notes lived at a steady rate: how many processors each part kept busy. */
  steady: z.object({ notesPerSecond: z.number(), processors: perPart }),
  /** On disk, with its indexes. */
  bytes: z.object({ note: z.number(), payload: z.number() }),
});

export type Measured = z.output<typeof measuredSchema>;
export type RequestFigures = z.output<typeof requestFigures>;
export type Cost = z.output<typeof cost>;

/** With very many notes stored, at least so much of the rate with few is left. */
export const RATE_KEPT = 0.8;

export function keepsItsRate({ manyToFew }: Pick<Measured, 'manyToFew'>): boolean {
  return Math.min(manyToFew.create, manyToFew.read) >= RATE_KEPT;
}

const FILE = 'e2e/lab/bench/cluster/measured.json';

/** The figures that are committed. */
export async function readMeasured(): Promise<Measured> {
  return measuredSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
}

export async function writeMeasured(measured: Measured): Promise<void> {
  const text = JSON.stringify(measured, rounded);
  await writeFormatted(FILE, text);
}

/** No figure is good for more than three digits, but those before the point are kept. */
function rounded(_name: string, value: unknown): unknown {
  if (typeof value !== 'number' || value === 0) return value;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
