import { Counter, Histogram } from 'prom-client';
import { registerGauge, registry } from '#libs/observability';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const NOTE_KINDS = ['sealed', 'plain'] as const;

export const notesCreated = new Counter({
  name: 'onasty_notes_created_total',
  help: 'Notes that were stored: `sealed` in the browser, or `plain`, encrypted here.',
  labelNames: ['kind'],
  registers: [registry],
});

const notesRead = new Counter({
  name: 'onasty_notes_read_total',
  help: 'Notes that were given to a reader. A note that is kept until it expires counts each time.',
  labelNames: ['kind'],
  registers: [registry],
});

const retriedReads = new Counter({
  name: 'onasty_note_retried_reads_total',
  help: 'Notes that their one reader asked for again within the lease, since the answer was lost on the way.',
  registers: [registry],
});

const timeToRead = new Histogram({
  name: 'onasty_note_time_to_read_seconds',
  help: 'From the creation of a note to the one reader of it.',
  buckets: [
    1,
    10,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    4 * HOUR,
    12 * HOUR,
    DAY,
    3 * DAY,
    7 * DAY,
    30 * DAY,
  ],
  labelNames: ['kind'],
  registers: [registry],
});

for (const kind of NOTE_KINDS) {
  notesCreated.inc({ kind }, 0);
  notesRead.inc({ kind }, 0);
  timeToRead.zero({ kind });
}

export const notesAcknowledged = new Counter({
  name: 'onasty_notes_acknowledged_total',
  help: 'Notes whose reader said that they arrived, by which their content was erased.',
  registers: [registry],
});

export const notesDeleted = new Counter({
  name: 'onasty_notes_deleted_total',
  help: 'Notes that their author deleted while their content was still there.',
  registers: [registry],
});

export const wrongPasswords = new Counter({
  name: 'onasty_note_wrong_passwords_total',
  help: 'Wrong passwords and access proofs of notes, which burn nothing.',
  registers: [registry],
});

export const passwordLocks = new Counter({
  name: 'onasty_note_password_locks_total',
  help: 'Notes that were locked for a while after too many wrong passwords.',
  registers: [registry],
});

/** What a reader was given, and whether it was the first time. */
interface ReadEvent {
  kind: (typeof NOTE_KINDS)[number];
  isRetry: boolean;
  createdAt: Date;
  /** Null for a note that is kept. */
  readAt: Date | null;
}

export function recordRead({ kind, isRetry, createdAt, readAt }: ReadEvent): void {
  if (isRetry) {
    retriedReads.inc();
    return;
  }
  notesRead.inc({ kind });
  if (readAt !== null) timeToRead.observe({ kind }, (readAt.getTime() - createdAt.getTime()) / 1_000);
}

/** What the content of all notes takes; null while nobody has looked. */
interface Room {
  readonly usedBytes: number | null;
  readonly maxBytes: number;
}

let room: Room | null = null;

registerGauge(
  'onasty_notes_stored_bytes',
  'What the content of all notes comes to, about, as this process last saw it.',
  () => room?.usedBytes ?? null,
);

registerGauge(
  'onasty_notes_stored_bytes_limit',
  'What it may come to before new notes are refused (NOTE_MAX_TOTAL_BYTES).',
  () => room?.maxBytes ?? null,
);

/** Shows this room, of which a process has one. */
export function observeStorageUsage(shown: Room): void {
  room = shown;
}
