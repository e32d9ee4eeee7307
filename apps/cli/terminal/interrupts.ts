const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Says what an interruption means before it ends the process as usual.
 * @returns a function that undoes it
 */
export function onInterrupt(message: string): () => void {
  const end = (signal: NodeJS.Signals) => {
    undo();
    process.stderr.write(`\n${message}\n`);
    process.kill(process.pid, signal);
  };
  const undo = () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return undo;
}
