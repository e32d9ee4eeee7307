import { Counter, Histogram, type Registry, type RegistryContentType } from 'prom-client';
import { registerGauge, registry, WAIT_BUCKETS_SECONDS } from '#libs/observability';

export interface PasswordLoad {
  running: number;
  waiting: number;
}

export const hashesRejected = new Counter({
  name: 'onasty_password_hashes_refused_total',
  help: 'Passwords rejected with 503 because too many waited, or for too long.',
  registers: [registry],
});

export const hashDuration = new Histogram({
  name: 'onasty_password_hash_duration_seconds',
  help: 'Duration of argon2id, without the wait before it.',
  buckets: WAIT_BUCKETS_SECONDS,
  registers: [registry],
});

export function observePasswordHasher(
  target: Registry<RegistryContentType>,
  hasher: { readonly load: PasswordLoad },
): void {
  registerGauge(
    'onasty_password_hashes_running',
    'Passwords being hashed or verified, at most one per processor.',
    () => hasher.load.running,
    target,
  );
  registerGauge(
    'onasty_password_hashes_waiting',
    'Passwords waiting to be hashed or verified, at most 50 of one client.',
    () => hasher.load.waiting,
    target,
  );
}
