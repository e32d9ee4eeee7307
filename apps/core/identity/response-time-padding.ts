const STEP_MS = 50;

/** Settles at a multiple of 50 ms: response times must not reveal who has an account. */
export async function padResponseTime<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    const restMs = STEP_MS - ((performance.now() - startedAt) % STEP_MS);
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
