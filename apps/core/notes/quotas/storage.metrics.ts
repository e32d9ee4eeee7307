import type { Registry, RegistryContentType } from 'prom-client';
import { registerGauge } from '#libs/observability';
import type { StorageUsage } from './storage-usage.js';

export function observeStorageUsage(registry: Registry<RegistryContentType>, usage: StorageUsage): void {
  registerGauge(
    'onasty_notes_stored_bytes',
    'Estimated bytes of stored notes, content and rows, as last measured by this process.',
    () => usage.usedBytes,
    registry,
  );
  registerGauge(
    'onasty_notes_stored_bytes_limit',
    'Bytes of stored notes above which new notes are rejected (NOTE_MAX_TOTAL_BYTES).',
    () => usage.maxBytes,
    registry,
  );
}
