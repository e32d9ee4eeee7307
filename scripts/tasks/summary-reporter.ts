import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 10;

/** Prints the ten slowest files, and as the last line how many tests passed, failed and were skipped. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const lines = [...slowest(modules), counts(modules, unhandledErrors.length)];
    // On exit, so that the other reporters have printed theirs.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }
}

function slowest(modules: readonly TestModule[]): string[] {
  if (modules.length <= SHOWN) return [];
  const timed = modules
    .map((module) => ({ path: relative('.', module.moduleId), seconds: secondsOf(module) }))
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, SHOWN);
  return [
    'Slowest files:',
    ...timed.map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`),
  ];
}

function secondsOf(module: TestModule): number {
  const { duration, collectDuration, setupDuration } = module.diagnostic();
  return (duration + collectDuration + setupDuration) / 1_000;
}

function counts(modules: readonly TestModule[], unhandledErrors: number): string {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const broken = modules.filter(
    (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
  );
  const failed = count('failed') + broken.length + unhandledErrors;
  return `${count('passed')} passed, ${failed} failed, ${count('skipped') + count('pending')} skipped`;
}
