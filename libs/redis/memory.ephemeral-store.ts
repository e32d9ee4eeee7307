import type { EphemeralStore } from './ephemeral-store.js';

const MAX_ENTRIES = 10_000;
const SWEEP_EVERY_MS = 60_000;

/** Stores at most 10,000 values in process memory; the oldest is evicted. */
export class MemoryEphemeralStore implements EphemeralStore {
  private readonly entries = new Map<string, { value: string; expiresAt: number }>();
  private nextSweep: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.nextSweep = this.now() + SWEEP_EVERY_MS;
  }

  put(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.sweep();
    this.entries.delete(key);
    const [oldest] = this.entries.keys();
    if (this.entries.size >= MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
    this.entries.set(key, { value, expiresAt: this.now() + ttlSeconds * 1_000 });
    return Promise.resolve();
  }

  take(key: string): Promise<string | null> {
    const entry = this.entries.get(key);
    this.entries.delete(key);
    return Promise.resolve(entry !== undefined && entry.expiresAt > this.now() ? entry.value : null);
  }

  get size(): number {
    return this.entries.size;
  }

  private sweep(): void {
    const now = this.now();
    if (now < this.nextSweep) return;
    this.nextSweep = now + SWEEP_EVERY_MS;
    for (const [key, { expiresAt }] of this.entries) if (expiresAt <= now) this.entries.delete(key);
  }
}
