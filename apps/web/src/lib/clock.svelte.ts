import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 15_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

/** Current time, reactive every 15 s. */
export function currentTime(): Date {
  subscribe();
  return new Date();
}
