import { Counter } from 'prom-client';
import { CachedGauge, registerGauge, registry } from '#libs/observability';
import { NOTE_KINDS } from '../notes.metrics.js';

const erased = new Counter({
  name: 'onasty_sweeper_erased_total',
  help: 'What the sweeper erased: the content of notes that were `read` or had `expired`, and each `tombstone` after 30 days.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['read', 'expired', 'tombstone']) erased.inc({ reason }, 0);

const expiredUnread = new Counter({
  name: 'onasty_notes_expired_unread_total',
  help: 'Notes that nobody read in time, counted when they are erased. Those that are kept until they expire are left out.',
  labelNames: ['kind'],
  registers: [registry],
});
for (const kind of NOTE_KINDS) expiredUnread.inc({ kind }, 0);

/** How many notes one run of the sweeper dealt with. */
export interface SweepResult {
  read: number;
  expired: number;
  /** Among those that expired, by kind. */
  sealedUnread: number;
  plainUnread: number;
  tombstones: number;
}

export function recordSweep(swept: SweepResult): void {
  erased.inc({ reason: 'read' }, swept.read);
  erased.inc({ reason: 'expired' }, swept.expired);
  erased.inc({ reason: 'tombstone' }, swept.tombstones);
  expiredUnread.inc({ kind: 'sealed' }, swept.sealedUnread);
  expiredUnread.inc({ kind: 'plain' }, swept.plainUnread);
}

let finishedAtSeconds: number | null = null;

registerGauge(
  'onasty_sweeper_last_run_timestamp_seconds',
  'When this process last found nothing left to sweep, in seconds since 1970.',
  () => finishedAtSeconds,
);

export function recordSweepEnd(): void {
  finishedAtSeconds = Date.now() / 1_000;
}

let lag: CachedGauge<number> | null = null;

registerGauge(
  'onasty_sweeper_lag_seconds',
  'For how long the oldest content or tombstone that should be erased is there still; 0 when there is none.',
  async () => (await lag?.take()) ?? null,
);

/** @param ask how many seconds that is, of the database */
export function observeSweepLag(ask: () => Promise<number>): void {
  lag = new CachedGauge(ask);
}
