/** Resolves after the delay or when the browser comes online. Rejects with the reason of an aborted signal. */
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
    // Node has no global addEventListener.
    globalThis.addEventListener?.('online', finish, { signal: settled.signal });
    signal?.addEventListener('abort', finish, { signal: settled.signal });
    if (signal?.aborted) finish();
  });
}
