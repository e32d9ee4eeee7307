// The draft survives a reload in sessionStorage, encrypted under a non-extractable CryptoKey in IndexedDB.
const STORAGE_KEY = 'draft';
const DATABASE = 'onasty';
const STORE = 'keys';
const KEY_NAME = 'draft';
const IV_BYTES = 12;

/** Incremented by each save and each deletion. */
let revision = 0;

export async function saveDraft(text: string): Promise<void> {
  if (text === '') return deleteDraft();
  const own = ++revision;
  try {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const key = await draftKey();
    const ciphertext = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv },
      key,
      new TextEncoder().encode(text),
    );
    const bytes = new Uint8Array([...iv, ...new Uint8Array(ciphertext)]);
    // During encryption the note may have been created or the text changed.
    if (own !== revision) return;
    sessionStorage.setItem(STORAGE_KEY, Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  } catch {
    deleteDraft();
  }
}

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

export function deleteDraft(): void {
  revision += 1;
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked: there is no draft.
  }
}

async function draftKey(): Promise<CryptoKey> {
  const database = await resultOf(openDatabase());
  try {
    const stored: unknown = await resultOf(database.transaction(STORE).objectStore(STORE).get(KEY_NAME));
    if (stored instanceof CryptoKey) return stored;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    return await storeUnlessPresent(key, database.transaction(STORE, 'readwrite').objectStore(STORE));
  } finally {
    database.close();
  }
}

/** Keeps the first of two concurrently created keys, because a draft may already be encrypted with it. */
async function storeUnlessPresent(key: CryptoKey, store: IDBObjectStore): Promise<CryptoKey> {
  const first: unknown = await resultOf(store.get(KEY_NAME));
  if (first instanceof CryptoKey) return first;
  await resultOf(store.put(key, KEY_NAME));
  return key;
}

function openDatabase(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}
