/** Runs work under a lock shared by all tabs of this browser, if the browser supports the Web Locks API. */
export function withLock<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  // Insecure pages have no locks, although the type says otherwise.
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(name, work);
}
