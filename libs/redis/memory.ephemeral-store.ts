import type { EphemeralStore, ValueLifetime } from './ephemeral-store.js';

const MAX_ENTRIES = 10_000;
const SWEEP_EVERY_MS = 60_000;

interface Entry {
  value: string;
  expiresAt: number;
  owner: string;
}

/** Stores at most 10,000 values in process memory; beyond, the owner of most values loses its oldest. */
export class MemoryEphemeralStore implements EphemeralStore {
  private readonly entries = new Map<string, Entry>();
  private readonly keysByOwner = new Map<string, Set<string>>();
  private nextSweep: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.nextSweep = this.now() + SWEEP_EVERY_MS;
  }

  put(key: string, value: string, { ttlSeconds, owner }: ValueLifetime): Promise<void> {
    this.sweep();
    this.delete(key);
    this.entries.set(key, { value, owner, expiresAt: this.now() + ttlSeconds * 1_000 });
    this.keysByOwner.set(owner, (this.keysByOwner.get(owner) ?? new Set()).add(key));
    if (this.entries.size > MAX_ENTRIES) this.evict();
    return Promise.resolve();
  }

  take(key: string): Promise<string | null> {
    const entry = this.entries.get(key);
    this.delete(key);
    return Promise.resolve(entry !== undefined && entry.expiresAt > this.now() ? entry.value : null);
  }

  get size(): number {
    return this.entries.size;
  }

  private delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    const keys = this.keysByOwner.get(entry.owner);
    keys?.delete(key);
    if (keys?.size === 0) this.keysByOwner.delete(entry.owner);
  }

  private evict(): void {
    let most = new Set<string>();
    for (const keys of this.keysByOwner.values()) if (keys.size > most.size) most = keys;
    const [oldest] = most;
    if (oldest !== undefined) this.delete(oldest);
  }

  private sweep(): void {
    const now = this.now();
    if (now < this.nextSweep) return;
    this.nextSweep = now + SWEEP_EVERY_MS;
    for (const [key, { expiresAt }] of this.entries) if (expiresAt <= now) this.delete(key);
  }
}
