/** Steps shorter than this are not worth a line. */
const SILENT_MS = 1_000;

/** Runs a step of the start. One that takes longer than a second says what it is doing, and how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    process.stdout.write(`${name} …\n`);
  }, SILENT_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (announced) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      process.stdout.write(`${name}: ${seconds} s\n`);
    }
  }
}
