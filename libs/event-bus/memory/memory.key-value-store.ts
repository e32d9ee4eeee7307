import type { KeyValueEntry, KeyValueStore } from '../event-bus.js';

const LIFETIME_MS = 4 * 86_400_000;

/** Key-value store within one process. */
export class MemoryKeyValueStore implements KeyValueStore {
  /** Oldest change first. */
  private readonly entries = new Map<string, KeyValueEntry & { changedAt: number }>();
  private changes = 0;

  // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous
  async get(key: string): Promise<KeyValueEntry | null> {
    this.deleteExpired();
    const entry = this.entries.get(key);
    return entry === undefined ? null : { value: entry.value, revision: entry.revision };
  }

  // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous
  async set(key: string, value: string, revision: number): Promise<boolean> {
    this.deleteExpired();
    if ((this.entries.get(key)?.revision ?? 0) !== revision) return false;
    this.changes += 1;
    this.entries.delete(key);
    this.entries.set(key, { value, revision: this.changes, changedAt: performance.now() });
    return true;
  }

  private deleteExpired(): void {
    const limit = performance.now() - LIFETIME_MS;
    for (const [key, { changedAt }] of this.entries) {
      if (changedAt > limit) return;
      this.entries.delete(key);
    }
  }
}
