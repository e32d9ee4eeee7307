import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../testing/storage.js';
import { forgetDraft, loadDraft, saveDraft } from './draft-store.js';

const text = 'the password is swordfish\n\tgrüße 🔥';

describe('the draft', () => {
  let storage: Storage;

  beforeEach(() => {
    storage = memoryStorage();
    vi.stubGlobal('sessionStorage', storage);
    vi.stubGlobal('indexedDB', new IDBFactory());
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  const stored = () =>
    Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''));

  it('comes back as it was typed', async () => {
    await saveDraft(text);
    expect(await loadDraft()).toBe(text);
  });

  it('lies in storage as nothing that can be read', async () => {
    await saveDraft(text);
    expect(stored()).toHaveLength(1);
    expect(stored().join()).not.toContain('swordfish');
  });

  it('is sealed anew each time', async () => {
    await saveDraft(text);
    const first = stored();
    await saveDraft(text);
    expect(stored()).not.toEqual(first);
  });

  it('is gone when it is forgotten, or nothing is left of it', async () => {
    await saveDraft(text);
    forgetDraft();
    expect(storage.length).toBe(0);
    await saveDraft(text);
    await saveDraft('');
    expect(storage.length).toBe(0);
    expect(await loadDraft()).toBe('');
  });

  it('stays gone when it is forgotten while it is being sealed', async () => {
    const saving = saveDraft(text);
    forgetDraft();
    await saving;
    expect(storage.length).toBe(0);
  });

  it('is what was typed last, whichever was sealed first', async () => {
    await Promise.all([saveDraft('a long one '.repeat(100_000)), saveDraft(text)]);
    expect(await loadDraft()).toBe(text);
  });

  it('can be opened when another was being sealed at the same time, and made its key later', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const made = new EventTarget();
    const late = new Promise<CryptoKey>((resolve) => made.addEventListener('key', () => resolve(key)));
    const generateKey = vi.spyOn(crypto.subtle, 'generateKey').mockReturnValueOnce(late);
    const first = saveDraft('first');
    await vi.waitFor(() => expect(generateKey).toHaveBeenCalledOnce());
    await saveDraft(text);
    made.dispatchEvent(new Event('key'));
    await first;
    expect(await loadDraft()).toBe(text);
  });

  it('is empty when the key that sealed it is gone', async () => {
    await saveDraft(text);
    vi.stubGlobal('indexedDB', new IDBFactory());
    expect(await loadDraft()).toBe('');
  });

  it('is not kept, rather than kept readable, where the browser has no place for the key', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await saveDraft(text);
    expect(storage.length).toBe(0);
    expect(await loadDraft()).toBe('');
  });
});
