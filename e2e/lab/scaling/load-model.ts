import type { Measured } from '../bench/cluster/measured.js';
import { mapParts, type Part } from '../bench/cluster/parts.js';

/** Assumptions about a day, which cannot be measured before an instance has users. */
export const ASSUMED = {
  /** Ratio of the busiest second to the mean of the day. */
  peakFactor: 5,
  /** Sign-ups, each with one mail. */
  signUpsForEachNote: 0.01,
  /** Mean time until a note is read. */
  unreadDays: 1,
  /** Lifetime of a tombstone (TOMBSTONE_DAYS of apps/core/note-tombstones.sql.ts). */
  tombstoneDays: 30,
  /** Maximum utilisation of a processor in the busiest second. */
  busy: 0.5,
} as const;

const SECONDS_OF_DAY = 86_400;

/** Demand of a day on each part. Rates are those of the busiest second. */
export interface Load {
  notesPerDay: number;
  requestsPerSecond: number;
  /** Number of busy processors. */
  processors: Record<'core' | 'PostgreSQL' | 'Redis' | 'NATS' | 'Caddy' | 'mailer', number>;
  /** More than one, because core runs JavaScript in one thread and a process uses little more than one processor. */
  coreProcesses: number;
  walBytesPerSecond: number;
  redisCommandsPerSecond: number;
  messagesPerSecond: number;
  mailsPerDay: number;
  /** Unread notes and tombstones. */
  rows: number;
  /** Size of both tables with their indexes. */
  storedBytes: number;
  /** Size of the table `note` alone, with its indexes. */
  noteTableBytes: number;
}

/**
 * Returns the cost of a note for each part at a steady rate, in ms of processor time. At full load a note costs less due
 * to batching, but the model plans for half that load even in the busiest second.
 */
export function steadyCostMs({ steady }: Pick<Measured, 'steady'>): Record<Part, number> {
  return mapParts((part) => (steady.processors[part] / steady.notesPerSecond) * 1_000);
}

/** Computes the load of a day from the measured cost of one note and one sign-up. */
export function loadOf(notesPerDay: number, measured: Measured): Load {
  const { noteLife, signUp, bytes } = measured;
  const noteMs = steadyCostMs(measured);
  const notes = (notesPerDay / SECONDS_OF_DAY) * ASSUMED.peakFactor;
  const signUps = notes * ASSUMED.signUpsForEachNote;
  const busy = (part: Part) => (notes * noteMs[part] + signUps * signUp.cpuMs[part]) / 1_000;
  const core = busy('core 1') + busy('core 2');
  const unread = notesPerDay * ASSUMED.unreadDays;
  const rows = unread + notesPerDay * ASSUMED.tombstoneDays;
  const noteTableBytes = rows * bytes.note;
  return {
    notesPerDay,
    requestsPerSecond: notes * noteLife.requests + signUps,
    processors: {
      core,
      PostgreSQL: busy('PostgreSQL'),
      Redis: busy('Redis'),
      NATS: busy('NATS'),
      Caddy: busy('Caddy'),
      mailer: busy('mailers'),
    },
    coreProcesses: Math.max(2, Math.ceil(core / ASSUMED.busy)),
    walBytesPerSecond: notes * noteLife.walBytes + signUps * signUp.walBytes,
    redisCommandsPerSecond: notes * noteLife.redisCommands + signUps * signUp.redisCommands,
    messagesPerSecond: signUps * signUp.messages,
    mailsPerDay: notesPerDay * ASSUMED.signUpsForEachNote,
    rows,
    storedBytes: noteTableBytes + unread * bytes.payload,
    noteTableBytes,
  };
}

/** Total number of busy processors. */
export function processorsOf({ processors }: Load): number {
  return Object.values(processors).reduce((total, one) => total + one, 0);
}
