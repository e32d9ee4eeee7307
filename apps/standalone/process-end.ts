import type { Closers } from './closers.js';

/** A stop that hangs is cut off here. */
const PATIENCE_MS = 4_800;

/**
 * Stops everything in order on Ctrl-C or SIGTERM and ends the process with 0. A second one ends it at once; what is
 * left running then, the next start takes over. A start that is under way is waited for, so that it leaves nothing open.
 */
export function stopOnSignal(starting: Promise<void>, closers: Closers): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void starting
      .catch(() => undefined)
      .then(() => closers.closeAll())
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** A start that fails says why, in the words of its error, closes what it opened and ends with 1. */
export function endOnFailure(starting: Promise<void>, closers: Closers): void {
  starting.catch(async (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await closers.closeAll();
    process.exit(1);
  });
}
