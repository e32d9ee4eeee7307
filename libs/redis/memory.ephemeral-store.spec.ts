import { describe, expect, it } from 'vitest';
import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import { ephemeralStoreSuite, lasting } from './testing/ephemeral-store-suite.js';

function create() {
  let nowMs = 0;
  const store = new MemoryEphemeralStore(() => nowMs);
  return { store, pass: (seconds: number) => void (nowMs += seconds * 1_000) };
}

describe('MemoryEphemeralStore', () => {
  ephemeralStoreSuite(create);

  it('evicts the oldest of more than 10,000 values', async () => {
    const { store } = create();
    for (let count = 0; count < 10_000; count += 1) await store.put(`key-${count}`, 'value', lasting(60));
    await store.put('key-0', 'renewed', lasting(60));
    expect(store.size).toBe(10_000);
    await store.put('one-more', 'value', lasting(60));
    expect(store.size).toBe(10_000);
    expect(await store.take('key-1')).toBeNull();
    expect(await store.take('key-0')).toBe('renewed');
    expect(await store.take('key-2')).toBe('value');
  });

  it('evicts values of the client with most of them, however many it puts', async () => {
    const { store } = create();
    for (const client of ['early', 'other'])
      await store.put(`key-of-${client}`, 'value', lasting(60, client));
    for (let count = 0; count < 30_000; count += 1)
      await store.put(`key-${count}`, 'value', lasting(60, 'greedy'));
    await store.put('key-of-late', 'value', lasting(60, 'late'));
    expect(store.size).toBe(10_000);
    for (const client of ['early', 'other', 'late'])
      expect(await store.take(`key-of-${client}`)).toBe('value');
    expect(await store.take('key-29999')).toBe('value');
    expect(await store.take('key-20000')).toBeNull();
  });

  it('frees the memory of expired values', async () => {
    const { store, pass } = create();
    await store.put('never-taken', 'value', lasting(1));
    pass(61);
    await store.put('other', 'value', lasting(60));
    expect(store.size).toBe(1);
  });
});
