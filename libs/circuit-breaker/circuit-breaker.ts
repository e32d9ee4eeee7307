const FAILURES_THAT_OPEN = 5;

export type CircuitBreakerState = 'closed' | 'open';

/** Opens after five failures in a row, then admits a probe every `probeEveryMs`; any success closes it. */
export class CircuitBreaker {
  private readonly probeEveryMs: number;
  private readonly now: () => number;
  private failures = 0;
  private probedAtMs = 0;

  /** @param settings.now milliseconds of any clock; monotonic by default */
  constructor(settings: { probeEveryMs: number; now?: () => number }) {
    this.probeEveryMs = settings.probeEveryMs;
    this.now = settings.now ?? (() => performance.now());
  }

  get state(): CircuitBreakerState {
    return this.failures >= FAILURES_THAT_OPEN ? 'open' : 'closed';
  }

  /** Result that `tryAcquire` would return; takes no probe. */
  get canAcquire(): boolean {
    return this.state === 'closed' || this.now() - this.probedAtMs >= this.probeEveryMs;
  }

  /** Returns true if an attempt may start; while open, that attempt is the probe. */
  tryAcquire(): boolean {
    const isAdmitted = this.canAcquire;
    if (isAdmitted) this.probedAtMs = this.now();
    return isAdmitted;
  }

  /** The server responded, even with an error. */
  recordSuccess(): void {
    this.failures = 0;
  }

  recordFailure(): void {
    this.failures += 1;
    if (this.failures === FAILURES_THAT_OPEN) this.probedAtMs = this.now();
  }
}
