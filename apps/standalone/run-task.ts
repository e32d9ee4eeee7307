const SILENT_MS = 1_000;

export async function runTask<T>(name: string, task: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    process.stdout.write(`${name} …\n`);
  }, SILENT_MS);
  try {
    return await task();
  } finally {
    clearTimeout(timer);
    if (announced) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      process.stdout.write(`${name}: ${seconds} s\n`);
    }
  }
}
