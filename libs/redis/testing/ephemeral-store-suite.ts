import { expect, it } from 'vitest';
import type { EphemeralStore } from '../ephemeral-store.js';

export const lasting = (ttlSeconds: number, owner = 'a client') => ({ ttlSeconds, owner });

interface StoreUnderTest {
  store: EphemeralStore;
  /** Advances the time of the store. */
  pass: (seconds: number) => Promise<void> | void;
}

/** Contract of every adapter. */
export function ephemeralStoreSuite(create: () => StoreUnderTest): void {
  it('returns a value once', async () => {
    const { store } = create();
    await store.put('once-key', 'value', lasting(60));
    expect(await store.take('once-key')).toBe('value');
    expect(await store.take('once-key')).toBeNull();
  });

  it('returns null for an unknown key', async () => {
    const { store } = create();
    for (const key of ['unknown', '', '__proto__', '*']) expect(await store.take(key)).toBeNull();
  });

  it('returns a value to one of several concurrent callers', async () => {
    const { store } = create();
    await store.put('race-key', 'value', lasting(60));
    const taken = await Promise.all(Array.from({ length: 50 }, () => store.take('race-key')));
    expect(taken.filter((value) => value !== null)).toEqual(['value']);
  });

  it('expires a value after its TTL', async () => {
    const { store, pass } = create();
    await store.put('short', 'value', lasting(1));
    await store.put('long', 'value', lasting(60));
    await pass(1.1);
    expect(await store.take('short')).toBeNull();
    expect(await store.take('long')).toBe('value');
  });

  it('replaces a value and its TTL', async () => {
    const { store, pass } = create();
    await store.put('again', 'first', lasting(1));
    await store.put('again', 'second', lasting(60));
    await pass(1.1);
    expect(await store.take('again')).toBe('second');
  });

  it('returns any text unchanged', async () => {
    const { store } = create();
    for (const value of ['', '{"a":"é\\n"}', '🦆'.repeat(1_000)]) {
      await store.put('text', value, lasting(60));
      expect(await store.take('text')).toBe(value);
    }
  });
}
