/** The few calls of Storage and IndexedDB that the draft makes, in memory. */
export function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
}

export function memoryIndexedDb() {
  const values = new Map<string, unknown>();
  const store = {
    get: (name: string) => succeeding(values.get(name)),
    put: (value: unknown, name: string) => succeeding(void values.set(name, value)),
  };
  const database = { transaction: () => ({ objectStore: () => store }), close: () => undefined };
  return { open: () => succeeding(database) };
}

/** Succeeds after its listener was set, as an IDBRequest does. */
function succeeding<Result>(result: Result) {
  const request = { result, onsuccess: () => undefined };
  queueMicrotask(() => request.onsuccess());
  return request;
}
