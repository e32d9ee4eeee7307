import { createSubscriber } from 'svelte/reactivity';
import { serverClock } from './server-clock.js';

const TICK_MS = 15_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  const stop = serverClock.onChange(update);
  return () => {
    clearInterval(timer);
    stop();
  };
});

/** Current time of the server, reactive every 15 s. */
export function currentTime(): Date {
  subscribe();
  return serverClock.now();
}
