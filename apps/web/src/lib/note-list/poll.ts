export type PollResult = 'changed' | 'same' | 'failed';

const FIRST_DELAY_MS = 10_000;
const LONGEST_DELAY_MS = 300_000;
const GROWTH = { same: 1.4, failed: 2.5 };
const CHECKS_IN_VAIN = 32;

/**
 * Repeats a check while the page is visible and online, less often the longer nothing changes, and finally not at all. A
 * return to the page or network checks at once and starts over. @param requestsOf number of requests of a check, 0 if
 * nothing can change @returns a function that stops it
 */
export function poll(check: () => Promise<PollResult>, requestsOf: () => number): () => void {
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = 0;
  let inVain = 0;

  const isPaused = () => ending.signal.aborted || document.hidden || !navigator.onLine;
  const startOver = () => {
    delayMs = FIRST_DELAY_MS;
    inVain = 0;
  };
  const schedule = () => {
    clearTimeout(timer);
    if (isPaused() || inVain >= CHECKS_IN_VAIN || requestsOf() === 0) return;
    timer = setTimeout(() => void run(), delayMs * requestsOf() * (1 + Math.random() / 5));
  };
  async function run() {
    if (isPaused()) return;
    const result = await check();
    inVain += 1;
    if (result === 'changed') startOver();
    else delayMs = Math.min(delayMs * GROWTH[result], LONGEST_DELAY_MS);
    schedule();
  }
  const onreturn = () => {
    startOver();
    void run();
  };
  for (const event of ['focus', 'online', 'pageshow', 'visibilitychange'])
    addEventListener(event, onreturn, { signal: ending.signal });
  startOver();
  schedule();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}
