import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../testing/unit/memory-storage.js';
import { loadFromTab, removeFromTab, saveInTab } from './tab-store.js';

const NAME = 'form';
const TEXT = 'the password is swordfish\n\tgrüße 🔥\ud83d';

let storage: Storage;

beforeEach(() => {
  storage = memoryStorage();
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  vi.stubGlobal('isSecureContext', true);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function stored(): string {
  return Array.from({ length: storage.length }, (_, index) =>
    storage.getItem(storage.key(index) ?? ''),
  ).join();
}

function keyNames(): Promise<IDBValidKey[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('onasty');
    opening.onerror = reject;
    opening.onsuccess = () => {
      const query = opening.result.transaction('keys').objectStore('keys').getAllKeys();
      query.onsuccess = () => resolve(query.result);
    };
  });
}

/** Module state of a page that is loaded again in the same tab. */
async function reloaded(): Promise<typeof import('./tab-store.js')> {
  vi.resetModules();
  return import('./tab-store.js');
}

describe('tab store', () => {
  it.each([
    ['text', TEXT],
    ['an object', { text: TEXT, reusable: false, label: null, times: [1, 2.5] }],
    ['an empty text', ''],
    ['null', null],
  ])('loads %s as it was saved, also after a reload', async (_, value) => {
    expect(await saveInTab(NAME, value)).toBe(true);
    expect(await loadFromTab(NAME)).toEqual(value);
    expect(await (await reloaded()).loadFromTab(NAME)).toEqual(value);
    expect((await keyNames()).map(String).join()).not.toContain(NAME);
  });

  it('loads the largest note', async () => {
    const text = 'ü€🔥x'.repeat(150_000);
    await saveInTab(NAME, text);
    expect(await loadFromTab(NAME)).toBe(text);
  });

  it('stores no readable text', async () => {
    await saveInTab(NAME, TEXT);
    expect(storage.length).toBe(1);
    expect(stored()).not.toContain('swordfish');
  });

  it('encrypts each save differently, under one key', async () => {
    await saveInTab(NAME, TEXT);
    const first = stored();
    await saveInTab(NAME, TEXT);
    expect(stored()).not.toEqual(first);
    await (await reloaded()).saveInTab(NAME, TEXT);
    expect(await keyNames()).toHaveLength(1);
  });

  it('keeps values of different names apart', async () => {
    await Promise.all([saveInTab('one', 1), saveInTab('two', 2)]);
    removeFromTab('one');
    expect([await loadFromTab('one'), await loadFromTab('two')]).toEqual([undefined, 2]);
  });

  it('returns undefined for a name that was never saved', async () => {
    expect(await loadFromTab(NAME)).toBeUndefined();
  });

  it.each([
    ['the key is missing', () => vi.stubGlobal('indexedDB', new IDBFactory())],
    ['the value is damaged', () => storage.setItem(NAME, stored().slice(0, -1))],
    ['the value is not from this store', () => storage.setItem(NAME, 'anything')],
  ])('returns undefined if %s', async (_, damage) => {
    await saveInTab(NAME, TEXT);
    damage();
    expect(await loadFromTab(NAME)).toBeUndefined();
  });
});

describe('removal from the tab store', () => {
  it('leaves neither a value nor a key', async () => {
    await saveInTab(NAME, TEXT);
    removeFromTab(NAME);
    expect(storage.length).toBe(0);
    expect(await loadFromTab(NAME)).toBeUndefined();
    expect(await keyNames()).toEqual([]);
  });

  it('also works after a reload', async () => {
    await saveInTab(NAME, TEXT);
    const { loadFromTab: load, removeFromTab: remove } = await reloaded();
    remove(NAME);
    expect(await load(NAME)).toBeUndefined();
    expect(await keyNames()).toEqual([]);
  });

  it('wins over a save that is still encrypting', async () => {
    const saving = saveInTab(NAME, TEXT);
    removeFromTab(NAME);
    await saving;
    expect(await loadFromTab(NAME)).toBeUndefined();
    expect(storage.length).toBe(0);
    expect(await keyNames()).toEqual([]);
  });

  it('does not undo a later save', async () => {
    await saveInTab(NAME, 'first');
    removeFromTab(NAME);
    await saveInTab(NAME, TEXT);
    expect(await (await reloaded()).loadFromTab(NAME)).toBe(TEXT);
  });
});

describe('tab store under concurrent saves', () => {
  it('keeps the last value, however long the first takes', async () => {
    await Promise.all([saveInTab(NAME, 'a long one '.repeat(100_000)), saveInTab(NAME, TEXT)]);
    expect(await loadFromTab(NAME)).toBe(TEXT);
  });
});

describe('tab store of a limited browser', () => {
  it('stores nothing, rather than readable text, if the browser cannot store the key', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await saveInTab(NAME, TEXT)).toBe(false);
    expect(storage.length).toBe(0);
    expect(await loadFromTab(NAME)).toBeUndefined();
  });

  it('reports a value for which there is no space, and keeps no older one', async () => {
    await saveInTab(NAME, 'old');
    vi.spyOn(storage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await saveInTab(NAME, TEXT)).toBe(false);
    expect(await loadFromTab(NAME)).toBeUndefined();
  });

  it('keeps the value on an insecure page, which offers no encryption', async () => {
    vi.stubGlobal('isSecureContext', false);
    vi.stubGlobal('indexedDB', undefined);
    expect(await saveInTab(NAME, TEXT)).toBe(true);
    expect(await (await reloaded()).loadFromTab(NAME)).toBe(TEXT);
    removeFromTab(NAME);
    expect(storage.length).toBe(0);
  });

  it('deletes the keys of tabs that were closed long ago', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01'), toFake: ['Date'] });
    await (await reloaded()).saveInTab(NAME, TEXT);
    storage.clear();
    vi.setSystemTime(new Date('2026-02-15'));
    await (await reloaded()).saveInTab('other', TEXT);
    vi.useRealTimers();
    expect(await keyNames()).toHaveLength(1);
  });
});
