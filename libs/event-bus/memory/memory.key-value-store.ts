import type { KeyValueEntry, KeyValueStore } from '../event-bus.js';

const LIFE_MS = 4 * 86_400_000;

/** Marks within one process. */
export class MemoryMarks implements KeyValueStore {
  /** Oldest change first. */
  private readonly marks = new Map<string, KeyValueEntry & { setAt: number }>();
  private changes = 0;

  // oxlint-disable-next-line typescript/require-await -- as the interface has it
  async get(key: string): Promise<KeyValueEntry | null> {
    this.forgetOld();
    const mark = this.marks.get(key);
    return mark === undefined ? null : { value: mark.value, revision: mark.revision };
  }

  // oxlint-disable-next-line typescript/require-await -- as the interface has it
  async set(key: string, value: string, revision: number): Promise<boolean> {
    this.forgetOld();
    if ((this.marks.get(key)?.revision ?? 0) !== revision) return false;
    this.changes += 1;
    this.marks.delete(key);
    this.marks.set(key, { value, revision: this.changes, setAt: performance.now() });
    return true;
  }

  private forgetOld(): void {
    const limit = performance.now() - LIFE_MS;
    for (const [key, { setAt }] of this.marks) {
      if (setAt > limit) return;
      this.marks.delete(key);
    }
  }
}
