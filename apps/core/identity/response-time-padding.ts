const STEP_MS = 50;

/**
 * Does the work and ends at a full step of 50 ms since its start, whether it succeeds or fails: the fractions of a
 * millisecond that a known address takes longer than an unknown one can't be measured.
 */
export async function padResponseTime<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    const restMs = STEP_MS - ((performance.now() - startedAt) % STEP_MS);
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
