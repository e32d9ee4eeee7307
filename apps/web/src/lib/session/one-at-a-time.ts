/** Runs work of this name one at a time in all tabs of this browser; where it has no locks, in this one. */
export function oneAtATime<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  const locks = globalThis.navigator?.locks;
  // Typed as always there, but left out of pages that are not secure.
  return locks === undefined ? work() : locks.request(name, work);
}
