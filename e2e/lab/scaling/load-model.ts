import type { Measured } from '../bench/cluster/measured.js';
import { mapParts, type Part } from '../bench/cluster/parts.js';

/** What nobody can measure before there are users: what a day is taken to be like. */
export const ASSUMED = {
  /** The busiest second, against the mean of the day. */
  peakFactor: 5,
  /** Each with its mail. */
  signUpsForEachNote: 0.01,
  /** How long a note waits for its reader, on average. */
  unreadDays: 1,
  /** How long its tombstone stays (TOMBSTONE_DAYS of apps/core/notes/note.ts). */
  tombstoneDays: 30,
  /** So busy a processor may be in the busiest second. */
  busy: 0.5,
} as const;

const SECONDS_OF_DAY = 86_400;

/** What a day of so many notes asks of each part. Rates are those of the busiest second. */
export interface Load {
  notesPerDay: number;
  requestsPerSecond: number;
  /** How many are kept busy. */
  processors: Record<'core' | 'PostgreSQL' | 'Redis' | 'NATS' | 'Caddy' | 'mailer', number>;
  /** Core runs JavaScript in one thread, so no process of it uses much more than one processor. */
  coreProcesses: number;
  walBytesPerSecond: number;
  redisCommandsPerSecond: number;
  messagesPerSecond: number;
  mailsPerDay: number;
  /** Notes that wait for their readers, and tombstones. */
  rows: number;
  /** Of both tables, with their indexes. */
  storedBytes: number;
  /** Of the table of notes alone. */
  noteTableBytes: number;
}

/**
 * What a note costs each part at a steady rate, in ms of processor time. A deployment that has all it can do spends less on
 * each, since it does much at once; but one that shall be half busy in its busiest second is never so.
 */
export function steadyCostMs({ steady }: Pick<Measured, 'steady'>): Record<Part, number> {
  return mapParts((part) => (steady.processors[part] / steady.notesPerSecond) * 1_000);
}

/** The load of a day, from what one note and one sign-up were measured to cost. */
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

/** All processors that a load keeps busy. */
export function processorsOf({ processors }: Load): number {
  return Object.values(processors).reduce((total, one) => total + one, 0);
}
