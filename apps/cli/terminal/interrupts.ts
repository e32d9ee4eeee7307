const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const actions = new Set<() => void>();

/** Runs a synchronous action before an interruption ends the process as usual. @returns a function that undoes it */
export function onInterrupt(action: () => void): () => void {
  if (actions.size === 0) for (const signal of SIGNALS) process.on(signal, end);
  const registered = () => action();
  actions.add(registered);
  return () => {
    actions.delete(registered);
    if (actions.size === 0) stopListening();
  };
}

function end(signal: NodeJS.Signals): void {
  stopListening();
  for (const action of [...actions].toReversed()) action();
  process.kill(process.pid, signal);
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}
