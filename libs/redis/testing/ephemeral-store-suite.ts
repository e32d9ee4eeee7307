import { expect, it } from 'vitest';
import type { EphemeralStore } from '../ephemeral-store.js';

interface StoreUnderTest {
  store: EphemeralStore;
  /** Lets this time pass for the store. */
  pass: (seconds: number) => Promise<void> | void;
}

/** What every adapter promises. */
export function ephemeralStoreSuite(create: () => StoreUnderTest): void {
  it('gives a value once', async () => {
    const { store } = create();
    await store.put('once-key', 'value', 60);
    expect(await store.take('once-key')).toBe('value');
    expect(await store.take('once-key')).toBeNull();
  });

  it('knows nothing of a key that was never put', async () => {
    const { store } = create();
    for (const key of ['unknown', '', '__proto__', '*']) expect(await store.take(key)).toBeNull();
  });

  it('gives it to one of many who ask at once', async () => {
    const { store } = create();
    await store.put('race-key', 'value', 60);
    const taken = await Promise.all(Array.from({ length: 50 }, () => store.take('race-key')));
    expect(taken.filter((value) => value !== null)).toEqual(['value']);
  });

  it('forgets a value when its time is over, and not before', async () => {
    const { store, pass } = create();
    await store.put('short', 'value', 1);
    await store.put('long', 'value', 60);
    await pass(1.1);
    expect(await store.take('short')).toBeNull();
    expect(await store.take('long')).toBe('value');
  });

  it('puts a new value, and its time, in place of the old one', async () => {
    const { store, pass } = create();
    await store.put('again', 'first', 1);
    await store.put('again', 'second', 60);
    await pass(1.1);
    expect(await store.take('again')).toBe('second');
  });

  it('keeps any text as it is', async () => {
    const { store } = create();
    for (const value of ['', '{"a":"é\\n"}', '🦆'.repeat(1_000)]) {
      await store.put('text', value, 60);
      expect(await store.take('text')).toBe(value);
    }
  });
}
