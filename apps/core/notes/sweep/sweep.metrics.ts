import { Counter, type Registry, type RegistryContentType } from 'prom-client';
import { CachedGauge, registerGauge, registry } from '#libs/observability';
import { NOTE_KINDS } from '../notes.metrics.js';

const erased = new Counter({
  name: 'onasty_sweeper_erased_total',
  help: 'Content erased by the sweeper (`read`, `expired`), and tombstones deleted after 30 days (`tombstone`).',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of ['read', 'expired', 'tombstone']) erased.inc({ reason }, 0);

const expiredUnread = new Counter({
  name: 'onasty_notes_expired_unread_total',
  help: 'Notes that expired unread, counted when swept. Reusable notes are left out.',
  labelNames: ['kind'],
  registers: [registry],
});
for (const kind of NOTE_KINDS) expiredUnread.inc({ kind }, 0);

export interface SweepResult {
  read: number;
  expired: number;
  sealedUnread: number;
  plainUnread: number;
  tombstones: number;
}

export interface EndedLeases {
  ended: number;
  erased: number;
}

export function recordEndedLeases(leases: EndedLeases): void {
  erased.inc({ reason: 'read' }, leases.erased);
}

export function recordSweep(swept: SweepResult): void {
  erased.inc({ reason: 'read' }, swept.read);
  erased.inc({ reason: 'expired' }, swept.expired);
  erased.inc({ reason: 'tombstone' }, swept.tombstones);
  expiredUnread.inc({ kind: 'sealed' }, swept.sealedUnread);
  expiredUnread.inc({ kind: 'plain' }, swept.plainUnread);
}

export function observeSweeper(
  target: Registry<RegistryContentType>,
  sweeper: { readonly finishedAtSeconds: number | null },
  repository: { lagSeconds(): Promise<number> },
): void {
  const lag = new CachedGauge(() => repository.lagSeconds());
  registerGauge(
    'onasty_sweeper_last_run_timestamp_seconds',
    'Unix time at which this process last had nothing left to sweep, in seconds.',
    () => sweeper.finishedAtSeconds,
    target,
  );
  registerGauge(
    'onasty_sweeper_lag_seconds',
    'Age of the oldest content or tombstone that is due to be erased; 0 if none is due.',
    () => lag.take(),
    target,
  );
}
