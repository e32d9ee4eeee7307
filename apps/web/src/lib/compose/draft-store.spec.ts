import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../testing/unit/memory-storage.js';
import { deleteDraft, loadDraft, saveDraft } from './draft-store.js';

const text = 'the password is swordfish\n\tgrüße 🔥';

describe('draft store', () => {
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

  it('loads the text that was saved', async () => {
    await saveDraft(text);
    expect(await loadDraft()).toBe(text);
  });

  it('stores no readable text', async () => {
    await saveDraft(text);
    expect(stored()).toHaveLength(1);
    expect(stored().join()).not.toContain('swordfish');
  });

  it('encrypts each save differently', async () => {
    await saveDraft(text);
    const first = stored();
    await saveDraft(text);
    expect(stored()).not.toEqual(first);
  });

  it('holds nothing after deletion or after saving an empty text', async () => {
    await saveDraft(text);
    deleteDraft();
    expect(storage.length).toBe(0);
    await saveDraft(text);
    await saveDraft('');
    expect(storage.length).toBe(0);
    expect(await loadDraft()).toBe('');
  });

  it('stays empty if the draft is deleted during encryption', async () => {
    const saving = saveDraft(text);
    deleteDraft();
    await saving;
    expect(storage.length).toBe(0);
  });

  it('keeps the last text, whichever encryption finishes first', async () => {
    await Promise.all([saveDraft('a long one '.repeat(100_000)), saveDraft(text)]);
    expect(await loadDraft()).toBe(text);
  });

  it('loads a draft after a concurrent save created its key later', async () => {
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

  it('returns an empty text if the key is missing', async () => {
    await saveDraft(text);
    vi.stubGlobal('indexedDB', new IDBFactory());
    expect(await loadDraft()).toBe('');
  });

  it('stores no draft, rather than a readable one, if the browser cannot store the key', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await saveDraft(text);
    expect(storage.length).toBe(0);
    expect(await loadDraft()).toBe('');
  });
});
