import type { Registry, RegistryContentType } from 'prom-client';
import { registerGauge } from '#libs/observability';
import type { StoredKeys } from './stored-keys.js';

export function observeKeys(registry: Registry<RegistryContentType>, keys: StoredKeys): void {
  registerGauge(
    'onasty_encryption_keys_wrong',
    'Encryption keys that stored data needs and that are missing or have other bytes, at the last check.',
    () => keys.problemCount,
    registry,
  );
}
