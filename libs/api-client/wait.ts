/** Resolves after `delayMs`, or as soon as the browser says that it is online again; rejects when the signal aborts. */
export function waitOrOnline(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const timer = setTimeout(finish, delayMs);
    function finish(): void {
      clearTimeout(timer);
      settled.abort();
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    }
    // Node has no such event, and no addEventListener on its global object.
    globalThis.addEventListener?.('online', finish, { signal: settled.signal });
    signal?.addEventListener('abort', finish, { signal: settled.signal });
    if (signal?.aborted) finish();
  });
}
