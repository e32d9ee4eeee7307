import { describe, expect, it } from 'vitest';
import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import { ephemeralStoreSuite } from './testing/ephemeral-store-suite.js';

function create() {
  let nowMs = 0;
  const store = new MemoryEphemeralStore(() => nowMs);
  return { store, pass: (seconds: number) => void (nowMs += seconds * 1_000) };
}

describe('short-lived values in memory', () => {
  ephemeralStoreSuite(create);

  it('never exceed 10,000: the oldest go first', async () => {
    const { store } = create();
    for (let count = 0; count < 10_000; count += 1) await store.put(`key-${count}`, 'value', 60);
    await store.put('key-0', 'renewed', 60);
    expect(store.size).toBe(10_000);
    await store.put('one-more', 'value', 60);
    expect(store.size).toBe(10_000);
    expect(await store.take('key-1')).toBeNull();
    expect(await store.take('key-0')).toBe('renewed');
    expect(await store.take('key-2')).toBe('value');
  });

  it('leave the memory some time after they have expired, asked for or not', async () => {
    const { store, pass } = create();
    await store.put('never-taken', 'value', 1);
    pass(61);
    await store.put('other', 'value', 60);
    expect(store.size).toBe(1);
  });
});
