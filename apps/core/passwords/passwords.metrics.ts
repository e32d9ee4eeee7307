import { Counter, Histogram } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

/** As p-queue has it: `pending` run, `size` wait. */
interface QueueState {
  pending: number;
  size: number;
}

let queue: QueueState = { pending: 0, size: 0 };

registerGauge(
  'onasty_password_hashes_running',
  'Passwords that are being hashed or checked now; at most as many as there are processors.',
  () => queue.pending,
);

registerGauge(
  'onasty_password_hashes_waiting',
  'Passwords that wait for their turn. Beyond 50 they are refused.',
  () => queue.size,
);

export const hashesRefused = new Counter({
  name: 'onasty_password_hashes_refused_total',
  help: 'Passwords refused with 503, since too many waited.',
  registers: [registry],
});

export const hashDuration = new Histogram({
  name: 'onasty_password_hash_duration_seconds',
  help: 'How long argon2id took, without the wait before.',
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [registry],
});

/** Shows the queue, of which a process has one. */
export function showQueue(shown: QueueState): void {
  queue = shown;
}
