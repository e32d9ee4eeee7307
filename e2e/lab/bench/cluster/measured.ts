import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFormatted } from '../../../../scripts/write-formatted.js';
import { PARTS } from './parts.js';

const perPart = z.record(z.enum(PARTS), z.number());

const cost = z.object({
  /** Milliseconds of processor time. */
  cpuMs: perPart,
  /** WAL that PostgreSQL writes. */
  walBytes: z.number(),
  redisCommands: z.number(),
  /** Messages that JetStream stores. */
  messages: z.number(),
});

const requestFigures = z.object({
  request: z.enum(['create', 'read']),
  connections: z.number(),
  cores: z.union([z.literal(1), z.literal(2)]),
  requestsPerSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Milliseconds of processor time for each request. */
  cpuMs: perPart,
});

/** Results of `npm run bench -- cluster`. */
const measuredSchema = z.object({
  /** Machine and server versions of the measurement. */
  machine: z.string(),
  /** True if PostgreSQL's shared memory was in huge pages. Without them, many stored notes cost more. */
  hugePages: z.boolean(),
  /** Number of stored notes. */
  stored: z.object({ few: z.number(), many: z.number() }),
  requests: z.array(requestFigures),
  /** Memory of each part under load. */
  memoryMiB: perPart,
  /** Ratio of the requests per second with many stored notes to those with few. */
  manyToFew: z.object({ create: z.number(), read: z.number() }),
  /** Life of a note from its creation to its erasure, over 64 connections. */
  noteLife: cost.extend({ requests: z.number(), perSecond: z.number() }),
  /** Sign-up until its mail is delivered. */
  signUp: cost,
  /** Number of processors that each part keeps busy at a steady rate of notes. */
  steady: z.object({ notesPerSecond: z.number(), processors: perPart }),
  /** Size on disk, including indexes. */
  bytes: z.object({ note: z.number(), payload: z.number() }),
});

export type Measured = z.output<typeof measuredSchema>;
export type RequestFigures = z.output<typeof requestFigures>;
export type Cost = z.output<typeof cost>;

/** Minimum of `manyToFew`. */
export const RATE_KEPT = 0.8;

export function keepsItsRate({ manyToFew }: Pick<Measured, 'manyToFew'>): boolean {
  return Math.min(manyToFew.create, manyToFew.read) >= RATE_KEPT;
}

const FILE = 'e2e/lab/bench/cluster/measured.json';

/** Reads the committed figures. */
export async function readMeasured(): Promise<Measured> {
  return measuredSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
}

export async function writeMeasured(measured: Measured): Promise<void> {
  const text = JSON.stringify(measured, rounded);
  await writeFormatted(FILE, text);
}

/** Rounds to three significant digits, because more are noise, but never rounds integer digits. */
function rounded(_name: string, value: unknown): unknown {
  if (typeof value !== 'number' || value === 0) return value;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
