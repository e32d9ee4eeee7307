import { print } from '#libs/observability';

const SILENT_MS = 1_000;

export async function runTask<T>(name: string, task: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    print(`${name} …\n`);
  }, SILENT_MS);
  try {
    return await task();
  } finally {
    clearTimeout(timer);
    if (announced) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      print(`${name}: ${seconds} s\n`);
    }
  }
}
