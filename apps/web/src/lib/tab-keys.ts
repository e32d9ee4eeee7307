const DATABASE = 'onasty';
const VERSION = 2;
const STORE = 'keys';
const ALGORITHM = { name: 'AES-GCM', length: 256 };
/** A closed tab cannot delete its keys. */
const KEY_LIFETIME_MS = 30 * 86_400_000;

/** Starts with the time, which sorts the keys by age. */
export function newKeyPrefix(): string {
  const random = crypto.getRandomValues(new Uint32Array(2)).join('-');
  return `${new Date().toISOString()}/${random}`;
}

/** Returns a non-extractable key, or null if this browser has none of that name. */
export function findKey(name: string): Promise<CryptoKey | null> {
  return withStore('readonly', async (store) => {
    const stored: unknown = await resultOf(store.get(name));
    return stored instanceof CryptoKey ? stored : null;
  });
}

export async function createKey(name: string): Promise<CryptoKey> {
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']);
  await withStore('readwrite', (store) => {
    store.delete(IDBKeyRange.upperBound(new Date(Date.now() - KEY_LIFETIME_MS).toISOString()));
    return resultOf(store.put(key, name));
  });
  return key;
}

export async function deleteKey(name: string): Promise<void> {
  await withStore('readwrite', (store) => resultOf(store.delete(name)));
}

async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await resultOf(openDatabase());
  try {
    return await work(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

function openDatabase(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    if (database.objectStoreNames.contains(STORE)) database.deleteObjectStore(STORE);
    database.createObjectStore(STORE);
  };
  return request;
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}
