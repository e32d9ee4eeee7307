import type { KeyValueEntry, KeyValueStore } from '../event-bus.js';

const LIFETIME_MS = 4 * 86_400_000;

/** Key-value store within one process. */
export class MemoryKeyValueStore implements KeyValueStore {
  /** Oldest change first. */
  private readonly entries = new Map<string, KeyValueEntry & { changedAt: number }>();
  private changes = 0;

  get(key: string): Promise<KeyValueEntry | null> {
    this.deleteExpired();
    const entry = this.entries.get(key);
    return Promise.resolve(entry === undefined ? null : { value: entry.value, revision: entry.revision });
  }

  set(key: string, value: string, revision: number): Promise<boolean> {
    this.deleteExpired();
    if ((this.entries.get(key)?.revision ?? 0) !== revision) return Promise.resolve(false);
    this.changes += 1;
    this.entries.delete(key);
    this.entries.set(key, { value, revision: this.changes, changedAt: performance.now() });
    return Promise.resolve(true);
  }

  private deleteExpired(): void {
    const limit = performance.now() - LIFETIME_MS;
    for (const [key, { changedAt }] of this.entries) {
      if (changedAt > limit) return;
      this.entries.delete(key);
    }
  }
}
