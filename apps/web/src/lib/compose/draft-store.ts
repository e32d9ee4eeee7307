/**
 * Keeps what was typed over a mistaken reload: encrypted in sessionStorage, under a key that this browser can use but
 * never show (a non-extractable CryptoKey in IndexedDB). Gone with the tab, or once the note is made. Where a browser
 * forbids either storage, nothing is kept.
 */
const STORAGE_KEY = 'draft';
const DATABASE = 'onasty';
const STORE = 'keys';
const KEY_NAME = 'draft';
const IV_BYTES = 12;

/** Changes with each draft that is saved or forgotten. */
let latest = 0;

export async function saveDraft(text: string): Promise<void> {
  if (text === '') return forgetDraft();
  latest += 1;
  const own = latest;
  try {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const key = await draftKey();
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
    const bytes = new Uint8Array([...iv, ...new Uint8Array(sealed)]);
    // To encrypt takes a moment, in which the note may have been made, or more of it typed.
    if (own !== latest) return;
    sessionStorage.setItem(STORAGE_KEY, Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  } catch {
    forgetDraft();
  }
}

/** The text that was being written before the reload, or an empty one. */
export async function loadDraft(): Promise<string> {
  try {
    const stored = sessionStorage.getItem(STORAGE_KEY);
    if (stored === null) return '';
    const bytes = Uint8Array.from(stored, (character) => character.charCodeAt(0));
    const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES) };
    return new TextDecoder().decode(
      await crypto.subtle.decrypt(algorithm, await draftKey(), bytes.slice(IV_BYTES)),
    );
  } catch {
    return '';
  }
}

export function forgetDraft(): void {
  latest += 1;
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked, so there is nothing to forget.
  }
}

async function draftKey(): Promise<CryptoKey> {
  const database = await settled(openDatabase());
  try {
    const kept: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(KEY_NAME));
    if (kept instanceof CryptoKey) return kept;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    return await keepFirst(key, database.transaction(STORE, 'readwrite').objectStore(STORE));
  } finally {
    database.close();
  }
}

/** Of keys made at the same moment the first stays, or what was sealed with it could not be opened. */
async function keepFirst(key: CryptoKey, store: IDBObjectStore): Promise<CryptoKey> {
  const first: unknown = await settled(store.get(KEY_NAME));
  if (first instanceof CryptoKey) return first;
  await settled(store.put(key, KEY_NAME));
  return key;
}

function openDatabase(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
}
