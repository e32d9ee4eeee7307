import { Counter, Histogram } from 'prom-client';
import { registry } from '#libs/observability';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const NOTE_KINDS = ['sealed', 'plain'] as const;

export const notesCreated = new Counter({
  name: 'onasty_notes_created_total',
  help: 'Notes stored: `sealed` (encrypted in the browser) or `plain` (encrypted by the server).',
  labelNames: ['kind'],
  registers: [registry],
});

const notesRead = new Counter({
  name: 'onasty_notes_read_total',
  help: 'Notes read. A reusable note counts each time.',
  labelNames: ['kind'],
  registers: [registry],
});

const retriedReads = new Counter({
  name: 'onasty_note_retried_reads_total',
  help: 'Reads repeated by the same reader within the lease.',
  registers: [registry],
});

const timeToRead = new Histogram({
  name: 'onasty_note_time_to_read_seconds',
  help: 'Time from the creation of a note to its read.',
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
  help: 'Reads acknowledged, which erased the content.',
  registers: [registry],
});

export const notesDeleted = new Counter({
  name: 'onasty_notes_deleted_total',
  help: 'Notes deleted by their author while their content was stored.',
  registers: [registry],
});

export const wrongPasswords = new Counter({
  name: 'onasty_note_wrong_passwords_total',
  help: 'Wrong passwords and access proofs of notes.',
  registers: [registry],
});

export const passwordLocks = new Counter({
  name: 'onasty_note_password_locks_total',
  help: 'Notes locked after too many wrong passwords.',
  registers: [registry],
});

interface ReadEvent {
  kind: (typeof NOTE_KINDS)[number];
  isRetry: boolean;
  createdAt: Date;
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
